import { fits, KINDS, normal, operatorsOf } from "./kinds.js";
import { FilterError, tokensOf, wrong } from "./lexer.js";

const LONGEST = 2000;
const DEEPEST = 50;

/**
 * Reads a filter, in the language that the lists of the API take, see the class Filter of the server: its text as a
 * function of a thing, and the names of the fields it asks for.
 *
 * @param fields { all: [{ name, kind, choices, value }], words: names of those that a word alone is looked for in,
 *   open: finds a field without a fixed name, or null, openNames: what those are like, for messages }
 * @throws FilterError
 */
export function readFilter(text, fields) {
  if (text.length > LONGEST) throw new FilterError(`it has ${text.length} characters; use at most ${LONGEST} characters`);
  return new Parser(tokensOf(text), fields).read();
}

class Parser {
  #tokens;
  #fields;
  #used = new Set();
  #next = 0;
  #depth = 0;

  constructor(tokens, fields) {
    this.#tokens = tokens;
    this.#fields = fields;
  }

  read() {
    const all = this.#peek().type === "end" ? () => true : this.#any();
    const rest = this.#peek();
    if (rest.type !== "end") throw wrong(rest.at, `"${rest.text}" is not expected; use and, or, or a field before it`);
    return { fits: all, fields: this.#used };
  }

  #any() {
    const parts = [];
    do parts.push(this.#all());
    while (this.#accept("word", "or"));
    return (thing) => parts.some((part) => part(thing));
  }

  #all() {
    const parts = [];
    do parts.push(this.#term());
    while (this.#accept("word", "and") || !endsAll(this.#peek()));
    return (thing) => parts.every((part) => part(thing));
  }

  #term() {
    if (++this.#depth > DEEPEST) throw wrong(this.#peek().at, `more than ${DEEPEST} parts lie within each other; use fewer brackets`);
    const term = this.#bare();
    this.#depth -= 1;
    return term;
  }

  #bare() {
    if (this.#accept("word", "not")) {
      const inner = this.#term();
      return (thing) => !inner(thing);
    }
    if (this.#accept("sign", "(")) {
      const inner = this.#any();
      this.#expect(")");
      return inner;
    }
    const token = this.#take();
    const after = this.#peek();
    if (token.type === "word" && (after.type === "operator" || is(after, "word", "contains") || this.#isIn(after) || is(after, "sign", ":"))) return this.#comparison(token);
    if ((token.type !== "quoted" && token.type !== "word") || isKeyword(token)) {
      throw wrong(token.at, `here a word, or a field with a value as in ${this.#fields.all[0].name} = 1, is missing`);
    }
    return this.#word(token.text.toLowerCase());
  }

  #comparison(name) {
    const field = findField(this.#fields, name.text);
    if (!field) throw wrong(name.at, `there is no field "${name.text}"; use ${this.#fields.all.map((one) => one.name).join(", ")}${this.#fields.openNames}`);
    this.#used.add(field.name);
    const operator = this.#take();
    const sign = operator.text.toLowerCase();
    if (sign === ":") {
      const loose = field.kind === KINDS.text && this.#fields.words.includes(field.name);
      return compare(field, loose ? "contains" : "=", this.#value(field, !loose));
    }
    if (!field.kind.operators.includes(sign)) throw wrong(operator.at, `${field.name} is ${field.kind.title}; use ${operatorsOf(field.kind)}`);
    if (sign !== "in") return compare(field, sign, this.#value(field, sign !== "contains"));
    this.#expect("(");
    const parts = [];
    do parts.push(compare(field, "=", this.#value(field, true)));
    while (this.#accept("sign", ","));
    this.#expect(")");
    return (thing) => parts.some((part) => part(thing));
  }

  #value(field, whole) {
    const token = this.#take();
    const { name, kind, choices } = field;
    if (token.type !== "word" && token.type !== "quoted") throw wrong(token.at, `${name} needs a value; use ${kind.title}`);
    const value = kind.read(token.text);
    if (value === undefined) throw wrong(token.at, `${name} is ${kind.title}; "${token.text}" is not`);
    if (whole && choices && !choices.includes(value)) throw wrong(token.at, `${name} is never "${token.text}"; use ${choices.join(", ")}`);
    return value;
  }

  #word(text) {
    const places = this.#fields.all.filter(({ name }) => this.#fields.words.includes(name));
    return (thing) => places.some((place) => compare(place, "contains", text)(thing));
  }

  #isIn(token) {
    return is(token, "word", "in") && is(this.#tokens[this.#next + 1] ?? token, "sign", "(");
  }

  #expect(sign) {
    if (!this.#accept("sign", sign)) throw wrong(this.#peek().at, `here "${sign}" is missing`);
  }

  #accept(type, text) {
    const accepted = is(this.#peek(), type, text);
    if (accepted) this.#next += 1;
    return accepted;
  }

  #peek() {
    return this.#tokens[this.#next];
  }

  #take() {
    const token = this.#peek();
    if (token.type !== "end") this.#next += 1;
    return token;
  }
}

/** A field fits in any case, and may leave out its beginning: hidden for network.hidden. */
function findField({ all, open }, text) {
  const name = text.toLowerCase();
  const shortened = all.filter((field) => field.name.toLowerCase().endsWith(`.${name}`));
  return all.find((field) => field.name.toLowerCase() === name) ?? open(text) ?? (shortened.length === 1 ? shortened[0] : null);
}

/** Of a list it is enough that one part fits; a thing without a value fits nothing but !=, the contrary of =. */
function compare(field, operator, value) {
  if (operator === "!=") {
    const equal = compare(field, "=", value);
    return (thing) => !equal(thing);
  }
  return (thing) => {
    const own = normal(field.kind, field.value(thing));
    if (Array.isArray(own) && !Array.isArray(value)) return own.some((part) => fits(part, operator, value));
    return own !== null && fits(own, operator, value);
  };
}

function endsAll(token) {
  return token.type === "end" || token.type === "operator" || (token.type === "sign" && token.text !== "(") || is(token, "word", "or");
}

function is(token, type, text) {
  return token.type === type && token.text.toLowerCase() === text;
}

function isKeyword(token) {
  return token.type === "word" && ["and", "or", "not"].includes(token.text.toLowerCase());
}
