/** Values nearer to each other than this part of their size are drawn as equal: the rest is rounding. */
const RESOLUTION = 1e-6;
const MAX_OCTAVES = 8;
/** Sums and quotients of what an axis shows stay finite. */
export const MAX_SIZE = 1e150;

/** How far apart two values are, 0 where they are as good as equal. */
export function spanOf(low, high) {
  return high - low > RESOLUTION * Math.max(Math.abs(low), Math.abs(high)) ? high - low : 0;
}

/** Round tick values inside [low, high], as near to `wanted` of them as steps of 1, 2 and 5 allow. */
export function ticks(low, high, wanted) {
  const span = spanOf(low, high);
  if (span === 0) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const distance = (factor) => Math.abs(Math.log((factor * power) / rough));
  const step = power * [1, 2, 5, 10].reduce((best, factor) => (distance(factor) < distance(best) ? factor : best));
  const values = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) values.push(i * step);
  return values;
}

/** Powers of two inside [low, high], every few of them where these are many, and of √2 where these are few. */
export function octaves(low, high) {
  const all = Math.log2(high) - Math.log2(low);
  const step = all > Math.log2(9) ? Math.ceil(all / MAX_OCTAVES) : 0.5;
  const values = [];
  for (let n = Math.ceil(Math.log2(low) / step) * step; 2 ** n <= high; n += step) values.push(2 ** n);
  return values;
}

export function octaveLabel(value) {
  return String(Number(value.toPrecision(2)));
}

/** A common power of ten for an axis, so that its ticks are short: 0 where none is needed. */
export function axisExponent(low, high) {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!(largest > 0)) return 0;
  const exponent = Math.floor(Math.log10(largest));
  return exponent < -2 || exponent > 4 ? exponent : 0;
}

/** Tick labels with as many decimals as tell them apart. */
export function tickLabels(values, exponent) {
  const scale = 10 ** exponent;
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) / scale : 1;
  const decimals = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
  return values.map((value) => {
    const text = (value / scale).toFixed(decimals);
    return Number(text) === 0 ? (0).toFixed(decimals) : text.replace("-", "−");
  });
}

/**
 * Keeps an axis steady while its data move: it grows at once, and shrinks only when the data fill less
 * than half of it.
 */
export class SteadyRange {
  low = NaN;
  high = NaN;

  /** From Infinity to −Infinity there is nothing to show. */
  fit(low, high) {
    if (!(low <= high)) return this.fit(0, 1);
    const [least, greatest] = [Math.max(low, -MAX_SIZE), Math.min(high, MAX_SIZE)];
    const padded = (spanOf(least, greatest) || Math.abs(greatest)) * 0.06 || 0.06;
    const [from, to] = [least - padded, greatest + padded];
    const held = from >= this.low && to <= this.high && to - from > 0.5 * (this.high - this.low);
    if (!held) [this.low, this.high] = [from, to];
    return this;
  }

  reset() {
    this.low = NaN;
    this.high = NaN;
  }
}

/** Moves label positions apart to at least `gap`, keeping their order and staying inside [top, bottom]. */
export function spread(labels, gap, top, bottom) {
  labels.sort((a, b) => a.y - b.y);
  let floor = top;
  for (const label of labels) {
    label.y = Math.max(label.y, floor);
    floor = label.y + gap;
  }
  let ceiling = bottom;
  for (const label of [...labels].reverse()) {
    label.y = Math.min(label.y, ceiling);
    ceiling = label.y - gap;
  }
  return labels;
}
