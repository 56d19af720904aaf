import { h, setText } from "../dom.js";

/** A labelled line of text with its help and its error. */
export class TextField {
  #input;
  #error;

  constructor({ path, label, help, placeholder }) {
    const id = `experiment-${path}`;
    this.path = path;
    this.definition = { label };
    this.#error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
    this.#input = h("input", { type: "text", id, name: path, placeholder, autocomplete: "off", "aria-describedby": `${id}-help ${id}-error` });
    this.element = h("div", { class: "field" }, h("label", { for: id }, label), this.#input, this.#error, h("p", { class: "field-help", id: `${id}-help` }, help));
  }

  get value() {
    return this.#input.value;
  }

  set value(text) {
    this.#input.value = text;
  }

  get wrong() {
    return !this.#error.hidden;
  }

  setError(text) {
    setText(this.#error, text ?? "");
    this.#error.hidden = !text;
    if (text) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
  }

  focus() {
    this.#input.focus();
  }
}
