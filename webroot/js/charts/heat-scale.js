import { reachOf, within } from "./reach.js";

const LEAST = 8;
const MAX_RATIO = 1e3;

/**
 * What colours mean: for a ratio the distance from 1 on a log scale, the same to either side; otherwise the place
 * between the least and the greatest value. What is further out has the colour of the end.
 */
export function heatScale(values, measure) {
  const near = within(values, reachOf(values));
  const low = Math.min(...near);
  const high = Math.max(...near);
  if (!measure.ratio) return { low, high, ratio: false, exponent: exponentOf(high) };
  const furthest = Math.min(MAX_RATIO, Math.max(1.25, ...near.map((value) => Math.max(value, 1 / value))));
  return { low: 1 / furthest, high: furthest, ratio: true, exponent: 0 };
}

/** Mixed by the browser from tokens of the style sheet, so it follows the theme by itself. */
export function heat(value, { low, high, ratio }) {
  if (ratio) {
    const share = Math.min(1, Math.abs(Math.log(value)) / Math.log(high));
    return mix(value > 1 ? "above" : "below", share);
  }
  return mix("accent", high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5);
}

/** The values that fit into cells, in units of the scale's power of ten, by key. */
export function valueLabels(groups, { ratio, high, exponent }) {
  const largest = high / 10 ** exponent;
  const decimals = ratio || largest < 10 ? 2 : largest < 100 ? 1 : 0;
  return new Map([...groups].filter(([, group]) => group.defined > 0)
    .map(([key, group]) => [key, (group.value / 10 ** exponent).toFixed(decimals)]));
}

/** A power of ten that leaves cells two digits at least, and 0 where they have them anyway. */
function exponentOf(high) {
  const exponent = Math.floor(Math.log10(high));
  return high > 0 && (exponent < -1 || exponent > 3) ? exponent : 0;
}

function mix(token, share) {
  return `color-mix(in oklab, var(--${token}) calc((${LEAST}% + ${(100 - LEAST) * share}%) * var(--heat-most)), var(--raised))`;
}
