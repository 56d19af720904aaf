import { valueText } from "./sweep.js";

/** A field's words for people, such as “learning rate” for `training.learningRate`. */
export function fieldTitle(path, fields = []) {
  const field = fields.find((known) => known.path === path);
  return field?.label ?? path.split(".").pop().replace(/([A-Z])/g, " $1").replace(/^./, (first) => first.toUpperCase());
}

/**
 * The points of one measure as lines over x, in the order of their cells: { lines: [{ name, points }], theory: [points],
 * xs: [{ x, text }] }. A point without an x of its own stands at the number of its cell.
 */
export function linesOfResults({ points, x }) {
  const lines = new Map();
  const xs = new Map();
  for (const point of points) {
    const at = Number.isFinite(point.x) ? point.x : point.cell;
    const value = x ? point.values[x] : undefined;
    xs.set(at, value === undefined ? (x ? String(point.cell) : "all runs") : valueText(value));
    const name = point.group ?? "";
    if (!lines.has(name)) lines.set(name, []);
    lines.get(name).push({ ...point, x: at, error: standardError(point) });
  }
  const sorted = [...lines].map(([name, own]) => ({ name, points: own.sort((a, b) => a.x - b.x) }));
  return { lines: sorted, theory: theoryOf(sorted), xs: [...xs].map(([at, text]) => ({ x: at, text })).sort((a, b) => a.x - b.x) };
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
