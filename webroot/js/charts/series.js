/** TensorBoard's debiased exponential moving average; what is not finite passes through and is left out. */
export function smooth(values, weight) {
  let average = 0;
  let trust = 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = average * weight + (1 - weight) * value;
    trust *= weight;
    return average / (1 - trust);
  });
}

/**
 * Points { x, y } ready to draw, at most about `most` of them: beyond that, the least and the greatest
 * of each of most/2 equal stretches of x. A value that is not finite, or not positive on a log axis,
 * leaves a gap.
 */
export function toPoints(xs, ys, { most, log = false }) {
  const drawable = (y) => Number.isFinite(y) && (!log || y > 0);
  if (xs.length <= most) return xs.map((x, i) => ({ x, y: drawable(ys[i]) ? ys[i] : NaN, i }));
  const points = [];
  const first = xs[0];
  const stretch = (xs.at(-1) - first) / (most / 2) || 1;
  let bucket = -1;
  let low = -1;
  let high = -1;
  const close = () => {
    if (low < 0) return;
    for (const i of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) points.push({ x: xs[i], y: ys[i], i });
    low = high = -1;
  };
  for (let i = 0; i < xs.length; i++) {
    const here = Math.floor((xs[i] - first) / stretch);
    if (here !== bucket || !drawable(ys[i])) close();
    bucket = here;
    if (!drawable(ys[i])) {
      if (points.length > 0 && !Number.isNaN(points.at(-1).y)) points.push({ x: xs[i], y: NaN, i });
    } else {
      if (low < 0 || ys[i] < ys[low]) low = i;
      if (high < 0 || ys[i] > ys[high]) high = i;
    }
  }
  close();
  return points;
}

/** Where values are not finite, thinned to one mark of each kind per 1/200 of the axis. */
export function nonFiniteMarks(xs, ys) {
  const marks = [];
  const width = (xs.at(-1) - xs[0]) / 200;
  const lastOfKind = new Map();
  ys.forEach((value, i) => {
    if (Number.isFinite(value)) return;
    const kind = String(value);
    const last = lastOfKind.get(kind);
    if (last !== undefined && xs[i] - last < width) return;
    lastOfKind.set(kind, xs[i]);
    marks.push({ x: xs[i], value });
  });
  return marks;
}
