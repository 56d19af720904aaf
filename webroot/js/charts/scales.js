import { count, duration, number } from "../format.js";
import { colour } from "../theme.js";
import { MAX_SIZE, axisExponent, octaveLabel, octaves, spanOf, tickLabels, ticks } from "./axis.js";

const X_TITLES = { step: "training step", epoch: "epoch" };
const FEW_SECONDS = 10;
const SMALL = { size: 11 };
/** As far from 1 as a ratio is shown. */
const MAX_RATIO = 1e6;

/** Of a short range of time seconds with decimals. */
export function formatX(view, range) {
  if (view.x === "time" && isShort(range)) return (value) => value.toFixed(range.max - range.min < 1 ? 3 : 2);
  if (view.x === "time") return (value) => duration(value * 1000);
  return (value) => (value % 1 === 0 ? count(value) : number(value));
}

export function xScale(view, range) {
  const precision = view.x === "step" ? 0 : undefined;
  return {
    type: "linear", ...range, grid: { display: false }, border: { color: colour("axis") },
    ticks: { color: colour("ink-3"), font: SMALL, maxRotation: 0, maxTicksLimit: 6, callback: formatX(view, range), includeBounds: false, precision },
    title: { display: true, text: X_TITLES[view.x] ?? (isShort(range) ? "time (s)" : "time (min:s)"), color: colour("ink-2"), font: SMALL, padding: { top: 2 } },
  };
}

function isShort({ min, max }) {
  return max - min < FEW_SECONDS;
}

/** The x axis starts at 0 unless the data begin far from it. */
export function xRange(first, last) {
  if (!Number.isFinite(first)) return { min: 0, max: 1 };
  const min = first >= 0 && first <= 0.1 * last ? 0 : first;
  return { min, max: last > min ? last : min + 1 };
}

/**
 * What the y axis of a linear chart is: its range, and the power of ten taken out of its labels.
 * It starts at 0 where the data come near it, or never change.
 */
export function linearAxis(low, high, fixed) {
  if (fixed) return { ...fixed, exponent: 0 };
  if (!(low <= high)) return { min: 0, max: 1, exponent: 0 };
  const [from, to] = [Math.max(low, -MAX_SIZE), Math.min(high, MAX_SIZE)];
  const span = spanOf(from, to);
  const padding = (span || Math.abs(to)) * 0.08 || 0.08;
  const fromZero = from >= 0 && (from < 0.35 * to || span === 0);
  const axis = { min: fromZero ? 0 : from - padding, max: to + padding };
  return { ...axis, exponent: axisExponent(axis.min, axis.max) };
}

export function linearScale(axis, percent) {
  const values = ticks(axis.min, axis.max, 5);
  const labels = percent ? values.map((value) => `${Math.round(100 * value)} %`) : tickLabels(values, axis.exponent);
  return {
    ...common(), type: "linear", min: axis.min, max: axis.max,
    ticks: { ...common().ticks, callback: (value, index) => labels[index] },
    afterBuildTicks(scale) {
      scale.ticks = values.map((value) => ({ value }));
    },
  };
}

/** The range of a log axis around positive data, and whether it spans enough decades to label them alone. */
export function logAxis(low, high) {
  if (!(low <= high)) return { min: 0.1, max: 1, exponent: 0 };
  const [from, to] = [Math.max(low, 1 / MAX_SIZE), Math.min(high, MAX_SIZE)];
  const padding = Math.max(1.02, (to / from) ** 0.06);
  const axis = { min: from / padding, max: to * padding };
  return { ...axis, exponent: axis.max / axis.min < 10 ? axisExponent(axis.min, axis.max) : 0 };
}

export function logScale(axis, percent) {
  const values = logTicks(axis.min, axis.max);
  const plain = axis.max / axis.min < 10 ? tickLabels(values, axis.exponent) : values.map((value) => number(value, 1));
  const labels = percent ? values.map((value) => `${Number((100 * value).toPrecision(2))} %`) : plain;
  return {
    ...common(), type: "logarithmic", min: axis.min, max: axis.max,
    ticks: { ...common().ticks, callback: (value, index) => labels[index] },
    afterBuildTicks(scale) {
      scale.ticks = values.map((value) => ({ value }));
    },
  };
}

/** Within a decade round values; over a few 1, 2 and 5 of each; over many the decades, at most about six. */
function logTicks(min, max) {
  const decades = Math.log10(max / min);
  if (decades < 1) return ticks(min, max, 5);
  const digits = decades < 2 ? [1, 2, 5] : decades < 3 ? [1, 3] : [1];
  const every = Math.ceil(decades / 6);
  const values = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    if (power % every !== 0) continue;
    for (const digit of digits) values.push(Number(`${digit}e${power}`));
  }
  return values.filter((value) => value >= min && value <= max);
}

/** Symmetric around 1 on a log scale, with a tick per octave, or per half octave where there is room. */
export function ratioRange(furthest) {
  const span = Math.exp(Math.max(Math.min(furthest, Math.log(MAX_RATIO)) * 1.08, Math.log(1.6)));
  return { min: 1 / span, max: span };
}

export function ratioScale(range) {
  return {
    ...common(), type: "logarithmic", ...range,
    ticks: { ...common().ticks, callback: octaveLabel },
    afterBuildTicks(axis) {
      axis.ticks = octaves(axis.min, axis.max).map((value) => ({ value }));
    },
  };
}

function common() {
  return {
    grid: { color: colour("grid"), drawTicks: false }, border: { display: false },
    ticks: { color: colour("ink-3"), font: SMALL, padding: 8, maxTicksLimit: 6 },
  };
}
