import { firstFrom } from "./charts/x-unit.js";

/**
 * The mean of a measure over some runs, with the least and the greatest of them, at every step that one of them
 * recorded and that all of them have reached; between its points a run is taken as straight. Null without any.
 */
export function average(all) {
  if (all.some((series) => series.length === 0)) return null;
  const from = Math.max(...all.map(({ steps }) => steps[0]));
  const to = Math.min(...all.map(({ steps }) => steps.at(-1)));
  const steps = [...new Set(all.flatMap((series) => series.steps))].filter((step) => step >= from && step <= to).sort((a, b) => a - b);
  if (steps.length === 0) return null;
  const result = { steps, millis: [], values: [], low: [], high: [], length: steps.length };
  for (const step of steps) {
    const values = all.map((series) => at(series, series.values, step));
    result.values.push(mean(values));
    result.millis.push(mean(all.map((series) => at(series, series.millis, step))));
    result.low.push(Math.min(...values));
    result.high.push(Math.max(...values));
  }
  return { ...result, last: result.values.at(-1), total: steps.length, notFinite: 0, thinned: all.some((series) => series.thinned), zoom: all[0].zoom };
}

function at({ steps }, values, step) {
  const above = firstFrom(steps, step);
  if (steps[above] === step) return values[above];
  const share = (step - steps[above - 1]) / (steps[above] - steps[above - 1]);
  return values[above - 1] + share * (values[above] - values[above - 1]);
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
