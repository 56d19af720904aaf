const ALL = ["=", "!=", "<", "<=", ">", ">=", "contains", "in"];
const EQUAL = ["=", "!=", "in"];
const TEXTUAL = ["=", "!=", "contains", "in"];
const ORDERED = ["=", "!=", "<", "<=", ">", ">=", "in"];
const NUMERAL = /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|NaN|[-+]?Infinity)$/;
const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/;

/**
 * What the values of a field are: { title, operators, read }, where `read` gives what a filter compares with, and
 * undefined for a text that is none. Times are milliseconds since 1970.
 */
export const KINDS = {
  text: { title: "a text", operators: TEXTUAL, read: (text) => text.toLowerCase() },
  texts: { title: "a list of texts", operators: TEXTUAL, read: (text) => text.toLowerCase() },
  number: { title: "a number", operators: ORDERED, read: readNumeral },
  numbers: { title: "a list of numbers", operators: ORDERED, read: readNumerals },
  flag: { title: "true or false", operators: EQUAL, read: (text) => ({ true: true, false: false })[text] },
  time: { title: 'a time such as 2030-01-31 or "2030-01-31T12:00:00Z"', operators: ORDERED, read: readTime },
};

export function operatorsOf({ operators }) {
  return ALL.filter((operator) => operators.includes(operator)).join(", ");
}

/** A value of a thing in the form in which it is compared. */
export function normal(kind, value) {
  if (Array.isArray(value)) return value.map((part) => normal(kind, part));
  if (typeof value === "string") return kind === KINDS.time ? Date.parse(value) : value.toLowerCase();
  return value ?? null;
}

/** NaN equals itself, and is neither below nor above anything. */
export function fits(own, operator, value) {
  if (operator === "contains") return String(own).includes(value);
  if (operator === "=") return Array.isArray(own) ? Array.isArray(value) && own.join() === value.join() : own === value || (Number.isNaN(own) && Number.isNaN(value));
  return { "<": own < value, "<=": own <= value, ">": own > value, ">=": own >= value }[operator];
}

function readNumeral(text) {
  return NUMERAL.test(text) ? Number(text) : undefined;
}

function readNumerals(text) {
  if (!text.includes(",")) return readNumeral(text);
  const numbers = text.split(",").map((part) => readNumeral(part.trim()));
  return numbers.includes(undefined) ? undefined : numbers;
}

function readTime(text) {
  const millis = TIME.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(millis) ? undefined : millis;
}
