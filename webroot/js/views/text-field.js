import { h, setText } from "../dom.js";

/** A labelled line of text with its help and its error. */
export class TextField {
  #input;
  #error;

  constructor({ path, label, help, placeholder, type = "text", autocomplete = "off" }) {
    const id = `experiment-${path}`;
    this.path = path;
    this.definition = { label };
    this.#error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
    this.#input = h("input", { type, id, name: path, placeholder, autocomplete, autocapitalize: "none", spellcheck: "false", "aria-describedby": help ? `${id}-help ${id}-error` : `${id}-error` });
    this.element = h("div", { class: "field" }, h("label", { for: id }, label), this.#input, this.#error, help ? h("p", { class: "field-help", id: `${id}-help` }, help) : null);
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
