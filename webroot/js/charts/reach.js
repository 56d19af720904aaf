import { MAX_SIZE } from "./axis.js";

/** Nothing that is measured here gets as large, or grows as much, unless its network diverges. */
const HUGE = 1e6;
/** How much further than everything else a diverging line is followed on a linear axis. */
const ROOM = 3;

/**
 * The magnitude up to which lines drive an axis, each given by its values in the order of x. A line that ends not finite,
 * or grows hugely, is followed only a little further than its start and the other lines go; on a log axis six decades, and
 * all the way where there are no others.
 */
export function reachOfLines(lines, log) {
  let reach = 0;
  let diverging = 0;
  for (const values of lines) {
    const finite = values.filter(Number.isFinite).map(Math.abs);
    const start = finite.find((value) => value > 0) ?? 0;
    const largest = finite.reduce((a, b) => Math.max(a, b), 0);
    const diverges = (values.length > 0 && !Number.isFinite(values.at(-1))) || largest > HUGE * Math.max(1, start);
    diverging += diverges;
    reach = Math.max(reach, diverges ? start : largest);
  }
  if (diverging === 0 || reach === 0 || (log && diverging === lines.length)) return Infinity;
  return reach * (log ? HUGE : ROOM);
}

/** The magnitude up to which values in no order drive a scale. */
export function reachOf(values) {
  const sizes = values.filter(Number.isFinite).map(Math.abs).sort((a, b) => a - b);
  const quartile = sizes[Math.floor((sizes.length - 1) / 4)] ?? 0;
  return Math.min(MAX_SIZE, HUGE * Math.max(1, quartile));
}

/** Finite values within a reach. */
export function within(values, reach) {
  return values.filter((value) => Number.isFinite(value) && Math.abs(value) <= reach);
}

/** Whether an axis leaves a value out; what is not above 0 has no place on a log axis at all. */
export function isBeyond(value, { min, max }, log) {
  return Number.isFinite(value) && (value > max || value < min) && !(log && value <= 0);
}

/** Brings points that are far out of sight to where lines to them still go out of it: canvases cannot count so far. */
export function keepNear(points, { min, max }, log) {
  const [low, high] = log ? [min * (min / max), max * (max / min)] : [min - (max - min), max + (max - min)];
  const near = (value) => Math.min(high, Math.max(low, value));
  for (const point of points) {
    point.y = near(point.y);
    if (Number.isFinite(point.low) && Number.isFinite(point.high)) Object.assign(point, { low: near(point.low), high: near(point.high) });
  }
}
