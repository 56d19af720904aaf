import { h, setText } from "../dom.js";

/** A labelled input with its help and its error; what the input is, its makers say. */
class InputField {
  input;
  #error;

  constructor(path, label, help, input) {
    const id = `upload-${path}`;
    this.path = path;
    this.definition = { label };
    this.input = input;
    input.id = id;
    input.name = path;
    input.setAttribute("aria-describedby", help ? `${id}-help ${id}-error` : `${id}-error`);
    this.#error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
    this.element = h("div", { class: "field" }, h("label", { for: id }, label), input, this.#error,
      help ? h("p", { class: "field-help", id: `${id}-help` }, help) : null);
  }

  get wrong() {
    return !this.#error.hidden;
  }

  setError(text) {
    setText(this.#error, text ?? "");
    this.#error.hidden = !text;
    this.input.setAttribute("aria-invalid", String(Boolean(text)));
  }

  focus() {
    this.input.focus();
  }
}

export class FileField extends InputField {
  onPick = () => {};

  constructor(path, label, accept, help) {
    super(path, label, help, h("input", { type: "file", accept, onchange: () => this.onPick() }));
  }

  get value() {
    return this.input.files[0];
  }

  clear() {
    this.input.value = "";
  }
}

export class SelectField extends InputField {
  onChoose = () => {};

  /** @param options pairs of a value and its text */
  constructor(path, label, help, options = []) {
    super(path, label, help, h("select", { onchange: () => this.onChoose() }));
    this.set(options, "");
  }

  get value() {
    return this.input.value;
  }

  set(options, chosen) {
    this.input.replaceChildren(...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  }
}
