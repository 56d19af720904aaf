import { valueText } from "./sweep.js";

/** A field's words for people, such as “learning rate” for `training.learningRate`. */
export function fieldTitle(path, fields = []) {
  const field = fields.find((known) => known.path === path);
  return field?.label ?? path.split(".").pop().replace(/([A-Z])/g, " $1").replace(/^./, (first) => first.toUpperCase());
}

/**
 * The points of one measure as lines over x: { lines: [{ name, points }], theory: [{ name, points }], xs: [{ x, text }],
 * ordinal }. Values that their x does not tell apart, such as words or networks of several layers, stand side by side.
 */
export function linesOfResults({ points, x }) {
  const textOf = ({ cell, values }) => (x ? valueText(values[x] ?? "–") : points.length > 1 ? String(cell) : "all runs");
  const texts = [...new Set(points.map(textOf))];
  const placed = new Map(points.map((point) => [`${textOf(point)} at ${point.x}`, point.x]));
  const ordinal = new Set(placed.values()).size < texts.length || placed.size > texts.length
    || points.some((point) => !Number.isFinite(point.x) || mixed(point.values[x]));
  const lines = new Map();
  const xs = new Map();
  for (const point of points) {
    const at = ordinal ? texts.indexOf(textOf(point)) : point.x;
    const name = point.group ?? "";
    xs.set(at, textOf(point));
    if (!lines.has(name)) lines.set(name, []);
    lines.get(name).push({ ...point, x: at, error: standardError(point) });
  }
  const sorted = [...lines].map(([name, own]) => ({ name, points: own.sort((a, b) => a.x - b.x) }));
  return { lines: sorted, theory: theoryOf(sorted), xs: [...xs].map(([at, text]) => ({ x: at, text })).sort((a, b) => a.x - b.x), ordinal };
}

/** A value without a place on a scale of numbers. */
function mixed(value) {
  return Array.isArray(value) ? value.some((width) => width !== value[0]) : typeof value !== "number";
}

/** Means and their intervals in units of theory, which is 1 then. */
export function overTheory(results) {
  const points = results.points.map((point) => {
    const share = (value) => (value === null || !Number.isFinite(point.theory) ? null : value / point.theory);
    return { ...point, mean: share(point.mean), sd: share(point.sd), low: share(point.low), high: share(point.high), theory: share(point.theory) };
  });
  return { ...results, points };
}

/** Standard error of the mean over seeds; NaN for one run or none. */
export function standardError({ sd, n }) {
  return n > 1 && Number.isFinite(sd) ? sd / Math.sqrt(n) : NaN;
}

/** Whether values are better seen on a log axis: all above 0, over nearly a decade or more. */
export function spansDecade(values) {
  const finite = values.filter(Number.isFinite);
  return finite.length > 1 && Math.min(...finite) > 0 && Math.max(...finite) / Math.min(...finite) >= 8;
}

/** One line where theory is the same for every group, else one each. */
function theoryOf(lines) {
  const all = lines.map(({ name, points }) => ({ name, points: points.filter((p) => Number.isFinite(p.theory)).map((p) => ({ x: p.x, y: p.theory })) }))
    .filter(({ points }) => points.length > 0);
  const different = new Map(all.map((line) => [JSON.stringify(line.points), line]));
  return [...different.values()];
}
