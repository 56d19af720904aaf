import { h, icon, setText } from "../dom.js";
import { plural } from "../format.js";
import { parseValues, valueText, valuesText } from "../sweep.js";
import { fieldsFor, readPath } from "./fields.js";

const MOST_SHOWN = 12;
let rows = 0;

/** The fields of a run's spec that an experiment can vary: all but names and the seed, which has a field of its own. */
export function sweepable(dataset) {
  return fieldsFor(dataset).filter(({ type, path }) => type !== "text" && path !== "training.seed");
}

/** One swept field of the form for an experiment: which one, and its values. */
export class SweepRow {
  #dataset;
  #onChange;
  #select;
  #input;
  #help;
  #error;
  #foreign;

  /** @param given { path, values } to begin with; a path that is no field of the form is kept as it is */
  constructor(dataset, { path, values = [] }, { onChange, onRemove }) {
    const id = `sweep-${++rows}`;
    this.#dataset = dataset;
    this.#onChange = onChange;
    this.#foreign = path && !sweepable(dataset).some((field) => field.path === path) ? { path, values } : null;
    this.#help = h("p", { class: "field-help", id: `${id}-help` });
    this.#error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
    this.#select = h("select", { id: `${id}-field`, name: "sweep.field", onchange: () => this.#chosen() });
    this.#input = h("input", {
      type: "text", id: `${id}-values`, name: "sweep.values", autocomplete: "off", spellcheck: "false",
      "aria-describedby": `${id}-help ${id}-error`, value: valuesText(values), oninput: () => this.#showHelp(),
    });
    this.element = h("div", { class: "sweep-row", "data-testid": "sweep-row" },
      h("div", { class: "field" }, h("label", { for: `${id}-field` }, "Field"), this.#select),
      h("div", { class: "field" }, h("label", { for: `${id}-values` }, "Values"), this.#input, this.#error, this.#help),
      h("button", { type: "button", class: "icon-button", "aria-label": "Do not vary this field", title: "Do not vary this field", onclick: onRemove }, icon("remove")));
    this.#fill(path);
  }

  get path() {
    return this.#select.value;
  }

  get definition() {
    return this.#fields().find((field) => field.path === this.path);
  }

  get wrong() {
    return !this.#error.hidden;
  }

  /** { values } or { error }. */
  read() {
    return parseValues(this.definition, this.#input.value);
  }

  choose(path) {
    this.#select.value = path;
    this.#chosen();
  }

  setDataset(dataset) {
    const { path } = this;
    this.#dataset = dataset;
    this.#fill(path);
  }

  setError(text) {
    setText(this.#error, text ?? "");
    this.#error.hidden = !text;
    if (text) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
  }

  focus() {
    if (this.wrong) this.#input.focus();
    else this.#select.focus();
  }

  /** Fields with what parseValues needs; one that only the experiment copied from knows is guessed from its values. */
  #fields() {
    const known = sweepable(this.#dataset).map((field) => (field.choices ? { ...field, options: field.choices(this.#dataset).map(([value]) => value) } : field));
    if (!this.#foreign || known.some(({ path }) => path === this.#foreign.path)) return known;
    const { path, values } = this.#foreign;
    const type = Array.isArray(values[0]) ? "widths" : typeof values[0] === "number" ? "number" : typeof values[0] === "boolean" ? "flag" : "choice";
    return [...known, { path, label: path, type, options: values.map(String) }];
  }

  #fill(path) {
    const fields = this.#fields();
    this.#select.replaceChildren(...fields.map((field) => h("option", { value: field.path }, field.label)));
    this.#select.value = fields.some((field) => field.path === path) ? path : fields[0].path;
    this.#showHelp();
  }

  #chosen() {
    const preset = readPath(this.#dataset.spec, this.path);
    this.#input.value = preset === undefined || preset === null ? "" : valuesText([preset]);
    this.#showHelp();
    this.#onChange();
  }

  /** What was understood, or how values are written. */
  #showHelp() {
    this.setError(null);
    const { values, error } = this.read();
    if (error) return setText(this.#help, this.#input.value.trim() === "" ? howTo(this.definition) : error);
    const shown = values.slice(0, MOST_SHOWN).map(valueText).join("  ·  ");
    const hint = values.length < 2 ? ` ${howTo(this.definition)}` : "";
    return setText(this.#help, `${plural(values.length, "value")}:  ${shown}${values.length > MOST_SHOWN ? "  ·  …" : ""}.${hint}`);
  }
}

function howTo({ type, options }) {
  if (type === "widths") return "Networks are separated by semicolons: 256; 512; 256, 256 is three. A range: 64..4096 ×2.";
  if (type === "whole") return "Several values: 256, 512, 1024. A range: 64..4096 ×2 or 10..50 +10.";
  if (type === "number") return "Several values: 0.01, 0.1, 1. A range: 0.001..1 ×10 or 0..1 +0.25.";
  return `Several of: ${(type === "flag" ? ["true", "false"] : options).join(", ")}.`;
}
