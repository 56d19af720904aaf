const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const NARROW_SPACE = "\u202f";
const MAX_DIGITS = 8;

/** Reads a number of the API: NaN and the infinities travel as strings. */
export function readNumber(value) {
  return typeof value === "string" ? Number(value) : value;
}

/** A number with the given significant digits, in powers of ten outside 10⁻³ … 10⁶. */
export function number(value, digits = 3) {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (value === 0) return "0";
  const exponent = exponentOf(value, digits);
  if (exponent < -3 || exponent >= 6) return plain(scaled(value, exponent), digits - 1) + power(exponent);
  return plain(value, Math.max(0, digits - 1 - exponent));
}

/**
 * Value and standard error with the digits the error allows, as in (2.04 ± 0.03) ×10⁻³. An error too small for that
 * stands for itself, as in 1.00 ± 2 ×10⁻¹¹.
 */
export function withError(value, error, unit = "") {
  return valueAndError(value, error) + (unit ? ` ${unit}` : "");
}

function valueAndError(value, error) {
  if (!Number.isFinite(value) || !isError(value, error)) return number(value);
  if (isVisible(value, error)) return written(notation(value, error), [value, error], " ± ");
  return `${number(value)} ± ${number(error, 1)}`;
}

/** How a value and what stands beside it are written: the power of ten taken out of them, and the decimals that its error allows. */
export function notation(value, error) {
  const known = isError(value, error) && isVisible(value, error);
  const exponents = [...(value === 0 ? [] : [exponentOf(value, 3)]), ...(known ? [exponentOf(error, 1)] : [])];
  const own = exponents.length > 0 ? Math.max(...exponents) : 0;
  const exponent = own < -2 || own >= 6 ? own : 0;
  const lowest = known ? exponentOf(error, 1) : own - 2;
  return { exponent, decimals: exponent === 0 ? -lowest : Math.max(0, exponent - lowest) };
}

/** Whether there is an error: one below the resolution of the value is what rounding left of none. */
function isError(value, error) {
  return Number.isFinite(error) && error > Number.EPSILON * Math.abs(value);
}

/** Whether a value with all digits down to its error is short enough to read. */
function isVisible(value, error) {
  return value === 0 || exponentOf(value, 3) - exponentOf(error, 1) < MAX_DIGITS;
}

/** Numbers in a notation, in brackets where a power of ten applies to several, as in (5.78 … 5.92) ×10⁻³. */
export function written({ exponent, decimals }, values, between = "") {
  const text = values.map((value) => rounded(scaled(value, exponent), decimals)).join(between);
  if (exponent === 0) return text;
  return (values.length > 1 ? `(${text})` : text) + power(exponent);
}

/** Divides by a power of ten, which may itself be too small for a number. */
function scaled(value, exponent) {
  return exponent < -300 ? (value * 1e300) / 10 ** (exponent + 300) : value / 10 ** exponent;
}

/** A whole number in groups of three. */
export function count(value) {
  return Number.isFinite(value) ? group(String(Math.round(value))) : nonFinite(value);
}

/** A counted word, as in 1 step, 0 steps. */
export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function percent(value) {
  return Number.isFinite(value) ? `${plain(value * 100, 1)} %` : nonFinite(value);
}

/** Bytes in the unit that leaves few digits: 812 kB, 3.4 GB. */
export function bytes(value) {
  if (!Number.isFinite(value)) return nonFinite(value);
  const unit = value < 1 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3));
  return `${number(value / 1000 ** unit)} ${["B", "kB", "MB", "GB", "TB"][unit]}`;
}

/** Milliseconds as 0:07, 12:30 or 2 h 05 min. */
export function duration(millis) {
  if (!Number.isFinite(millis)) return "–";
  const seconds = Math.max(0, Math.round(millis / 1000));
  const two = (n) => String(n).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** A moment as 23 Nov, 11:12; the year where it is not the present one. */
export function moment(iso) {
  const date = new Date(iso);
  const sameYear = date.getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}

function nonFinite(value) {
  if (Number.isNaN(value) || value === undefined || value === null) return "NaN";
  return value > 0 ? "∞" : "−∞";
}

function exponentOf(value, digits) {
  return Number(value.toExponential(Math.max(0, digits - 1)).split("e")[1]);
}

function plain(value, decimals) {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const negative = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0;
  return (negative ? "−" : "") + group(whole) + (fraction ? `.${fraction}` : "");
}

/** Decimals below 0 round to tens, hundreds and so on. */
function rounded(value, decimals) {
  if (decimals >= 0) return plain(value, decimals);
  const unit = 10 ** -decimals;
  return plain(Math.round(value / unit) * unit, 0);
}

/** ×10ⁿ in superscripts. */
export function power(exponent) {
  return ` ×10${[...String(exponent)].map((sign) => SUPERSCRIPTS[sign]).join("")}`;
}

function group(digits) {
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
}
