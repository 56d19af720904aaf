/*
 * Formulas as MathML, from short texts: letters and numbers as they are, `_` and `^` for indices and powers,
 * `{…}` holds together, `√{…}`, `frac{…}{…}`, and "words" in quotes. Σ and max carry their index below.
 */

import { h } from "./dom.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";
const TOKENS = /\s+|"([^"]*)"|frac|\d+(?:\.\d+)?|\p{L}+|./gu;
const OPERATORS = new Set([..."=+−-·×/()[]‖|,;→≤≥≠√<>∇∂", "Σ", "∫"]);
const BELOW = new Set(["Σ", "max", "min", "mean"]);

/** A formula in a line of its own, which can be scrolled where it is too wide. */
export function formula(text) {
  return h("div", { class: "formula", tabindex: 0, role: "group", "aria-label": "Formula" }, mathOf(text));
}

/** A `math` element; the text is also what assistive technology falls back to. */
function mathOf(text) {
  const tokens = [...text.matchAll(TOKENS)].map(([token, quoted]) => ({ token, quoted })).filter(({ token }) => token.trim() !== "");
  const math = element("math", ...new Parser(tokens).row());
  math.setAttribute("display", "block");
  math.setAttribute("alttext", text.replaceAll(/["{}]/g, ""));
  return math;
}

class Parser {
  #tokens;
  #next = 0;

  constructor(tokens) {
    this.#tokens = tokens;
  }

  row() {
    const items = [];
    while (this.#next < this.#tokens.length && this.#tokens[this.#next].token !== "}") items.push(this.#scripted());
    return items;
  }

  #scripted() {
    const { token } = this.#tokens[this.#next];
    const base = this.#atom();
    const below = BELOW.has(token);
    let sub = null;
    let sup = null;
    for (let script = this.#peek(); script === "_" || script === "^"; script = this.#peek()) {
      this.#next++;
      if (script === "_") sub = this.#atom();
      else sup = this.#atom();
    }
    if (sub && sup) return element(below ? "munderover" : "msubsup", base, sub, sup);
    if (sub) return element(below ? "munder" : "msub", base, sub);
    return sup ? element(below ? "mover" : "msup", base, sup) : base;
  }

  #peek() {
    return this.#tokens[this.#next]?.token;
  }

  #atom() {
    const { token, quoted } = this.#tokens[this.#next++];
    if (token === "{") {
      const inside = this.row();
      this.#next++;
      return element("mrow", ...inside);
    }
    if (quoted !== undefined) return element("mtext", quoted.replaceAll(" ", "\u00a0"));
    if (token === "√") return element("msqrt", this.#atom());
    if (token === "frac") return element("mfrac", this.#atom(), this.#atom());
    if (/^\d/.test(token)) return element("mn", token);
    if (!OPERATORS.has(token)) return element("mi", token);
    const operator = element("mo", token);
    operator.setAttribute("stretchy", "false");
    return operator;
  }
}

function element(name, ...children) {
  const made = document.createElementNS(MATHML, name);
  made.append(...children);
  return made;
}
