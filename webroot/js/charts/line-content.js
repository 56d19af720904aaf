import { number } from "../format.js";
import { colour } from "../theme.js";
import { layerColour } from "./palette.js";
import { isBeyond, keepNear, reachOfLines } from "./reach.js";
import { linearAxis, logAxis, ratioRange, xRange } from "./scales.js";
import { nonFiniteMarks, smooth, toPoints } from "./series.js";
import { firstFrom, XUnit } from "./x-unit.js";

const POINTS_PER_PIXEL = 2;

/**
 * Everything a line chart draws, from the series as they are now: { lines, datasets, axis (of y), range (of x),
 * unit, extras for the plugins, summary }. Of a zoomed view only what lies in its steps is drawn, and counted.
 */
export function lineContent({ spec, view, series, width }) {
  const log = spec.ratio || view.log;
  const unit = new XUnit(view, series);
  const zoom = view.zoom && { min: unit.fromStep(view.zoom.from), max: unit.fromStep(view.zoom.to) };
  const most = Math.max(200, Math.round(width) * POINTS_PER_PIXEL);
  const lines = spec.lines
    .filter((line) => series.get(line.key)?.length > 0)
    .map((line) => lineOf(line, { spec, view, series, unit, zoom, most, log }));
  const reference = referenceOf(spec, series);
  const axis = yAxis(lines, { spec, log, reference, zoom });
  const datasets = lines.flatMap((line) => line.datasets);
  const ends = spec.many ? [] : lines.map((line) => ({
    dataset: datasets.indexOf(line.datasets.at(-1)),
    ...endOf(line, spec.format, axis.exponent),
    name: spec.lines.length > 1 ? line.line.name : null,
  }));
  datasets.forEach(({ data }) => keepNear(data, axis, log));
  return {
    lines, datasets, axis, unit,
    range: zoom ?? xRange(Math.min(...lines.map(({ xs }) => xs[0])), Math.max(...lines.map(({ xs }) => xs.at(-1)))),
    extras: {
      reference: spec.many && reference ? { ...reference, label: "" } : reference,
      marks: lines.flatMap(({ inside }) => nonFiniteMarks(inside.xs, inside.values)),
      ends,
    },
    summary: summaryOf(lines, { log, axis }),
  };
}

/** One line of the chart: its points, thinned to what the width can show, and its data sets. */
function lineOf(line, { spec, view, series, unit, zoom, most, log }) {
  const own = series.get(line.key);
  const { steps, values } = own;
  const xs = unit.of(own, line.stepsPerEpoch);
  const from = zoom ? firstFrom(xs, zoom.min) : 0;
  const to = zoom ? firstFrom(xs, zoom.max + Number.EPSILON * zoom.max) : xs.length;
  // A point on either side lets the line run to the edge of the plot.
  const [first, last] = [Math.max(0, from - 1), Math.min(xs.length, to + 1)];
  const part = (all) => (zoom ? all.slice(first, last) : all);
  const thin = (all) => toPoints(part(xs), part(all), { most, log }).map((point) => ({ ...point, i: point.i + first }));
  const points = thin(values);
  const errors = errorsOf(steps, series.get(`${line.key}_se`));
  if (errors) for (const point of points) addBand(point, point.y - errors[point.i], point.y + errors[point.i]);
  if (own.low) for (const point of points) addBand(point, own.low[point.i], own.high[point.i]);
  const smoothed = line.smoothed && view.smoothing > 0 ? smooth(values, view.smoothing) : null;
  const stroke = line.layer ? layerColour(line.layer, line.layers) : colour(line.colour);
  return {
    line, xs, steps, values, errors, smoothed, points, stroke,
    inside: {
      ...countsOf(own, view.zoom, values.slice(from, to)),
      xs: xs.slice(from, to), steps: steps.slice(from, to), errors: errors?.slice(from, to),
      points: points.filter(({ i }) => i >= from && i < to),
    },
    datasets: dataSets({ line, spec, stroke, points, smoothed: smoothed && thin(smoothed) }),
  };
}

/** What is drawn, and of how many points: unknown (NaN) while only those that show the whole run's course are here. */
function countsOf(series, zoom, values) {
  const notFinite = values.filter((value) => !Number.isFinite(value)).length;
  if (!series.thinned) return { values, total: values.length, notFinite, thinned: false };
  if (series.zoom !== zoom && (series.zoom?.from !== zoom?.from || series.zoom?.to !== zoom?.to)) return { values, total: NaN, notFinite, thinned: true };
  return { values, total: series.total, notFinite: series.notFinite, thinned: true };
}

function addBand(point, low, high) {
  if (Number.isFinite(low) && Number.isFinite(high)) Object.assign(point, { low, high });
}

function dataSets({ line, spec, stroke, points, smoothed }) {
  // A single point at the edge of the plot is seen whole.
  const alone = points.length === 1 ? { pointRadius: 3, clip: 4 } : { pointRadius: 0 };
  const style = { borderWidth: line.strong ? 3 : 1.75, order: line.strong ? 0 : 1, ...alone, bandColour: stroke, name: line.name };
  if (smoothed) {
    return [
      { ...style, data: points, borderColor: fade(stroke), borderWidth: 1 },
      { ...style, data: smoothed, borderColor: line.faint ? fade(stroke) : stroke, backgroundColor: stroke },
    ];
  }
  const segment = spec.ratio && !spec.many ? { segment: { borderColor: ({ p0, p1 }) => side(Math.sqrt(p0.parsed.y * p1.parsed.y)) } } : {};
  return [{ ...style, data: points, borderColor: line.faint ? fade(stroke) : stroke, backgroundColor: stroke, ...segment }];
}

/** The standard error at each of some ascending steps; NaN where none was recorded. */
function errorsOf(steps, recorded) {
  if (!recorded) return null;
  return steps.map((step) => {
    const at = firstFrom(recorded.steps, step);
    return recorded.steps[at] === step ? recorded.values[at] : NaN;
  });
}

/**
 * The y axis: its range, from what is drawn with error bands as far as the axis can show them, and its power of ten. What
 * diverges leaves it.
 */
function yAxis(lines, { spec, log, reference, zoom }) {
  let low = Infinity;
  let high = -Infinity;
  const reach = reachOfLines(lines.map(({ inside }) => inside.values), log);
  const near = (value) => Math.abs(value) <= reach;
  for (const { points } of lines) {
    for (const { y, low: bottom = y, high: top = y } of points) {
      if (!Number.isFinite(y) || !near(y)) continue;
      const banded = !spec.ratio || spec.many;
      low = Math.min(low, !banded || !near(bottom) || (log && bottom <= 0) ? y : bottom);
      high = Math.max(high, banded && near(top) ? top : y);
    }
  }
  if (spec.ratio) return { ...ratioRange(low <= high ? Math.max(Math.log(high), -Math.log(low), 0) : 0), exponent: 0 };
  // Who zooms in wants to see what is there, not how far from theory it is.
  if (reference?.y > 0 && !zoom) {
    low = Math.min(low, reference.y);
    high = Math.max(high, reference.y);
  }
  return log ? logAxis(low, high) : linearAxis(low, high, spec.range);
}

/** The line of theory: a fixed value, or a metric's last one once it is known. */
function referenceOf({ reference }, series) {
  if (!reference?.key) return reference;
  const y = series.get(reference.key)?.last;
  return Number.isFinite(y) ? { ...reference, y } : undefined;
}

/**
 * The last value in the units of the axis, and the edge of the plot it stands at where it is not finite; a smoothed line
 * shows its own.
 */
function endOf({ inside, values, datasets }, format, exponent) {
  const last = inside.values.at(-1) ?? values.at(-1);
  if (!Number.isFinite(last)) return { text: number(last), edge: last === Infinity ? "top" : "bottom" };
  const end = inside.xs.at(-1) ?? Infinity;
  const shown = datasets.at(-1).data.findLast((point) => Number.isFinite(point.y) && point.x <= end)?.y ?? last;
  return { text: format ? format(shown) : number(shown / 10 ** exponent) };
}

function summaryOf(lines, { log, axis }) {
  const sum = (read) => lines.reduce((total, line) => total + read(line), 0);
  return {
    shown: sum(({ inside }) => inside.points.filter((point) => Number.isFinite(point.y)).length),
    total: sum(({ inside }) => inside.total),
    marks: sum(({ inside }) => inside.notFinite),
    thinned: lines.some(({ inside }) => inside.thinned),
    hidden: log ? sum(({ inside }) => inside.values.filter((value) => value <= 0).length) : 0,
    beyond: sum(({ inside }) => inside.values.filter((value) => isBeyond(value, axis, log)).length),
    exponent: axis.exponent,
    last: lines.filter(({ inside }) => inside.values.length > 0).map(({ line, inside: { values, errors, steps } }) => (
      { line, value: values.at(-1), error: errors?.at(-1), step: steps.at(-1) })),
  };
}

/** Above the random walk, below it, or on it: the diverging pair. */
function side(ratio) {
  if (Math.abs(Math.log(ratio)) < 0.02) return colour("ink-3");
  return colour(ratio > 1 ? "above" : "below");
}

/** The colours of the style sheet are hexadecimal, so alpha is two more digits. */
function fade(stroke) {
  return `${stroke}52`;
}
