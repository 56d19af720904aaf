import { h, setText } from "../dom.js";
import { parse, show } from "./fields.js";

/** One labelled field of the form: its input, its help and its error. */
export class Field {
  #input;
  #error;
  #help;
  #initial;

  /** @param entered what the user entered before, if anything; it wins over the preset where it is possible */
  constructor(definition, dataset, preset, entered) {
    this.definition = definition;
    const id = `field-${definition.path.replaceAll(".", "-")}`;
    this.#error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
    this.#help = h("p", { class: "field-help", id: `${id}-help` },
      typeof definition.help === "function" ? definition.help(dataset) : definition.help);
    const common = { id, name: definition.path, "aria-describedby": `${id}-help ${id}-error` };
    this.#initial = definition.type === "flag" ? Boolean(preset) : show(definition, preset);
    this.#input = this.#make(definition, dataset, common, entered);
    this.element = h("div", { class: `field field-${definition.type}${definition.half ? " field-half" : ""}` },
      h("label", { for: id }, definition.label, definition.unit ? h("span", { class: "unit" }, ` ${definition.unit}`) : null),
      this.#input, this.#error, this.#help);
  }

  #make({ type, choices, placeholder }, dataset, common, entered) {
    if (type === "flag") return h("input", { ...common, type: "checkbox", checked: entered ?? this.#initial });
    if (type === "choice") {
      const options = choices(dataset);
      const possible = options.some(([value]) => value === entered) ? entered : this.#initial || options[0][0];
      return h("select", common, ...options.map(([value, text]) => h("option", { value, selected: value === possible }, text)));
    }
    const numeric = type === "whole" ? "numeric" : type === "number" ? "decimal" : undefined;
    return h("input", {
      ...common, type: "text", inputmode: numeric, placeholder, autocomplete: "off", spellcheck: "false",
      value: String(entered ?? this.#initial),
    });
  }

  get entered() {
    return this.definition.type === "flag" ? this.#input.checked : this.#input.value;
  }

  get edited() {
    return this.entered !== this.#initial;
  }

  get wrong() {
    return !this.#error.hidden;
  }

  /** { value } or { error }. */
  read() {
    return parse(this.definition, this.entered);
  }

  setError(text) {
    setText(this.#error, text ?? "");
    this.#error.hidden = !text;
    if (text) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
  }

  addError(text) {
    this.setError(this.wrong ? `${this.#error.textContent} ${text}` : text);
  }

  focus() {
    this.#input.focus();
  }
}
