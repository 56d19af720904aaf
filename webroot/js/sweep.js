import { count, plural } from "./format.js";

/** Most runs of one experiment; the server's limit. */
export const MOST_RUNS = 1000;

const RANGE = /^(\S+?)\s*(?:\.\.|…)\s*([^\s×x*+]+)\s*(?:([×x*+])\s*(\S+))?$/;

/**
 * Reads the values of a swept field: `256, 512, 1024`, `64..4096 ×2`, `0..1 +0.25`, and mixtures. Widths are
 * separated by semicolons, as in `256; 512; 256, 256`. Answers { values } or { error }.
 *
 * @param field a field of the form: its `type`, and for a choice its `options`
 */
export function parseValues(field, text) {
  const found = field.type === "widths" ? widths(text) : field.type === "whole" || field.type === "number"
    ? numbers(text, field.type === "whole") : words(text, field.type === "flag" ? ["true", "false"] : field.options);
  if (found.error) return found;
  const values = field.type === "flag" ? found.values.map((word) => word === "true") : found.values;
  const twice = values.map(valueText).find((value, i, all) => all.indexOf(value) < i);
  return twice === undefined ? { values } : { error: `${twice} is there twice.` };
}

/** Seeds such as `1..5` or `1, 2, 7`. */
export function parseSeeds(text) {
  const found = parseValues({ type: "whole" }, text);
  const negative = found.values?.find((seed) => seed < 0);
  return negative === undefined ? found : { error: `${valueText(negative)} is no seed; use whole numbers from 0.` };
}

/** What {@link parseValues} reads as these values. */
export function valuesText(values) {
  return values.map((value) => (Array.isArray(value) ? value.join(", ") : String(value))).join(values.some(Array.isArray) ? "; " : ", ");
}

/** Seeds in a row as a range. */
export function seedsText(seeds) {
  const inRow = seeds.length > 2 && seeds.every((seed, i) => seed === seeds[0] + i);
  return inRow ? `${seeds[0]}..${seeds.at(-1)}` : seeds.join(", ");
}

/** One value of a field for people to read. */
export function valueText(value) {
  if (Array.isArray(value)) return value.map(valueText).join(" – ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  return Number.isInteger(value) && Math.abs(value) >= 10_000 ? count(value) : String(value).replace("-", "−");
}

/** The fields that differ between the cells of an experiment, those of the list first. */
export function sweptFields({ list, grid }) {
  return [...new Set([...list.flatMap((entry) => Object.keys(entry)), ...Object.keys(grid)])];
}

/** How many runs so many values of each field, times seeds, make: { runs, text, error }. */
export function runCount(lengths, seeds) {
  const runs = lengths.reduce((product, n) => product * n, seeds);
  const text = `${[...lengths.map((n) => plural(n, "value")), plural(seeds, "seed")].join(" × ")} = ${plural(runs, "run")}`;
  return { runs, text, error: runs > MOST_RUNS ? `At most ${count(MOST_RUNS)} runs make an experiment: use fewer values or seeds.` : null };
}

function parts(text, separator) {
  return text.split(separator).map((part) => part.trim()).filter(Boolean);
}

function numbers(text, whole) {
  const values = [];
  for (const part of parts(text, /[,;]/)) {
    const range = RANGE.exec(part);
    const found = range ? rangeOf(part, range, whole) : single(part, whole);
    if (found.error) return found;
    values.push(...found.values);
  }
  return values.length > 0 ? { values } : { error: `Values are needed here, such as ${whole ? "256, 512, 1024 or 64..4096 ×2" : "0.01, 0.1 or 0..1 +0.25"}.` };
}

function single(text, whole) {
  const values = parts(text, /\s+/).map(Number);
  const wrong = values.findIndex((value) => !Number.isFinite(value) || (whole && !Number.isInteger(value)));
  if (wrong < 0) return { values };
  return { error: `“${parts(text, /\s+/)[wrong]}” is not a ${whole ? "whole " : ""}number.` };
}

/** Both ends belong to the range where a step lands on them. */
function rangeOf(text, [, first, last, sign, by], whole) {
  const [from, to] = [Number(first), Number(last)];
  const step = by === undefined ? 1 : Number(by);
  const times = sign !== undefined && sign !== "+";
  if (![from, to, step].every(Number.isFinite)) return { error: `“${text}” is not a range; write it like 64..4096 ×2 or 0..1 +0.25.` };
  if (sign === undefined && !whole) return { error: `“${text}” does not say its steps; write it like ${text} +0.1 or ${text} ×2.` };
  if (to < from) return { error: `“${text}” ends before it begins.` };
  if (times && !(step > 1 && from > 0)) return { error: `“${text}” does not grow; it needs a start above 0 and a factor above 1.` };
  if (!times && !(step > 0)) return { error: `“${text}” needs a step above 0.` };
  // Half a step's rounding error must not lose the last value.
  const steps = times ? Math.log(to / from) / Math.log(step) : (to - from) / step;
  const length = Math.floor(steps + 1e-9) + 1;
  if (length > MOST_RUNS) return { error: `“${text}” makes ${count(length)} values; at most ${count(MOST_RUNS)} runs make an experiment.` };
  const values = Array.from({ length }, (_, i) => Number((times ? from * step ** i : from + step * i).toPrecision(12)));
  const broken = whole ? values.find((value) => !Number.isInteger(value)) : undefined;
  return broken === undefined ? { values } : { error: `“${text}” passes ${broken}, which is not a whole number.` };
}

/** One network per semicolon; a range makes networks of one hidden layer. */
function widths(text) {
  const values = [];
  for (const part of parts(text, ";")) {
    const found = numbers(part, true);
    if (found.error) return found;
    if (RANGE.test(part)) values.push(...found.values.map((width) => [width]));
    else values.push(found.values);
  }
  return values.length > 0 ? { values } : { error: "Widths are needed here, such as 256; 512; 256, 256." };
}

function words(text, options) {
  const values = parts(text, /[,;\s]+/);
  const wrong = values.find((value) => !options.includes(value));
  if (wrong !== undefined || values.length === 0) {
    return { error: `${wrong === undefined ? "Values are" : `“${wrong}” is not one of the values`} ${wrong === undefined ? "needed here" : "here"}; use ${options.join(", ")}.` };
  }
  return { values };
}
