import { h } from "../dom.js";
import { count, plural } from "../format.js";
import { Field } from "./field.js";
import { ADVANCED, GROUPS, NAME, fieldsFor, readPath, writePath } from "./fields.js";
import { sentence } from "./notice.js";

/** The fields of a run's spec: the data set, then everything else in groups. */
export class SpecFields {
  #datasets;
  #dataset;
  #source;
  #without;
  #onDataset;
  #entered = new Map();
  #fields = [];
  #choice;
  #groups = h("div", { class: "form-groups" });
  #advanced = h("details", { class: "card form-advanced" });

  /**
   * @param spec what to begin with, whole or in part; null for the defaults
   * @param without paths of fields that are neither shown nor sent
   * @param onDataset called when another data set was chosen
   */
  constructor(datasets, spec, { without = [], onDataset = () => {} } = {}) {
    this.#datasets = datasets;
    this.#source = spec;
    this.#without = new Set(without);
    this.#onDataset = onDataset;
    const wanted = spec ? spec.dataset?.name ?? "digits" : null;
    this.#dataset = datasets.find((d) => d.name === wanted) ?? datasets.find((d) => d.available) ?? datasets[0];
    if (spec) for (const field of fieldsFor(this.#dataset)) this.#remember(field, readPath(spec, field.path));
    this.#choice = this.#datasetChoice();
    this.#build();
  }

  get elements() {
    return [this.#choice, this.#groups, this.#advanced];
  }

  get dataset() {
    return this.#dataset;
  }

  /** What is entered in a field, or undefined. */
  value(path) {
    return this.#fields.find((f) => f.definition.path === path)?.read().value;
  }

  /** What the entered values amount to: layers, parameters, steps. */
  get size() {
    const hidden = this.value("network.hidden");
    const inputs = this.value("dataset.dimension") ?? this.#dataset.dimension;
    const outputs = this.value("dataset.classes") ?? this.#dataset.classes ?? 1;
    if (!hidden) return "";
    const layers = [inputs, ...hidden, Math.max(1, outputs)];
    let parameters = 0;
    for (let i = 0; i + 1 < layers.length; i++) parameters += (layers[i] + 1) * layers[i + 1];
    const steps = Math.ceil(this.value("dataset.samples") / this.#batch()) * this.value("training.epochs");
    const about = Number.isFinite(steps) ? `, about ${plural(steps, "step")}` : "";
    return `${layers.map(count).join(" → ")}: ${plural(parameters, "parameter")}${about}`;
  }

  #batch() {
    return this.value("training.optimizer") === "gd" ? this.value("dataset.samples") : this.value("training.batchSize");
  }

  /** The fields that something else decides: they are hidden and left out. */
  setDecided(paths) {
    for (const field of this.#fields) field.element.hidden = paths.has(field.definition.path);
  }

  /** { spec, errors: [{ field, message }] } */
  read() {
    const spec = structuredClone(this.#dataset.spec);
    if (this.#source?.dataset?.name === this.#dataset.name) overlay(spec, structuredClone(this.#source));
    spec.dataset.name = this.#dataset.name;
    for (const path of this.#without) writePath(spec, path, undefined);
    const errors = [];
    for (const field of this.#fields) {
      if (field.element.hidden) continue;
      const { value, error } = field.read();
      if (error) errors.push({ field: field.definition.path, message: error });
      else writePath(spec, field.definition.path, value);
    }
    return { spec, errors };
  }

  clearErrors() {
    this.#fields.forEach((field) => field.setError(null));
  }

  /** Puts an error at its field; false when the field is not here. */
  addError({ field: path, message }) {
    const field = this.#fields.find((f) => !f.element.hidden && f.definition.path === path.replace(/\[\d+\].*$/, ""));
    field?.addError(sentence(message));
    if (field && this.#advanced.contains(field.element)) this.#advanced.open = true;
    return field !== undefined;
  }

  get wrong() {
    return this.#fields.filter((field) => field.wrong);
  }

  #remember(field, value) {
    if (value !== undefined && value !== null) this.#entered.set(field.path, field.type === "widths" ? value.join(", ") : value);
  }

  #datasetChoice() {
    const card = (dataset) => {
      const id = `dataset-${dataset.name}`;
      const problem = dataset.available ? null : h("span", { class: "choice-problem" }, sentence(dataset.problem ?? "not available"));
      return h("label", { class: "choice", for: id },
        h("input", {
          type: "radio", name: "dataset.name", value: dataset.name, id, disabled: !dataset.available,
          checked: dataset === this.#dataset, onchange: () => this.#choose(dataset),
        }),
        h("span", { class: "choice-title" }, dataset.title), h("span", { class: "choice-text" }, dataset.description), problem);
    };
    return h("fieldset", { class: "choices" }, h("legend", {}, "Data set"), ...this.#datasets.map(card),
      this.#datasets.every(({ available }) => available) ? null : h("p", { class: "field-help" }, "What is not here yet can be had on the page ", h("a", { href: "#/datasets" }, "Data"), "."));
  }

  #choose(dataset) {
    for (const field of this.#fields) {
      if (field.edited) this.#entered.set(field.definition.path, field.entered);
      else this.#entered.delete(field.definition.path);
    }
    this.#dataset = dataset;
    this.#build();
    this.#onDataset();
  }

  /** Makes the fields anew: defaults of the data set, except where something was entered. */
  #build() {
    const shown = new Set(fieldsFor(this.#dataset).filter((field) => !this.#without.has(field.path)));
    this.#fields = [];
    const make = (definition) => {
      const preset = definition.preset ?? readPath(this.#dataset.spec, definition.path);
      const field = new Field(definition, this.#dataset, preset, this.#entered.get(definition.path));
      this.#fields.push(field);
      return field.element;
    };
    const name = shown.has(NAME) ? make(NAME) : null;
    const groups = GROUPS.map(({ title, fields }) => h("fieldset", { class: "card form-group" }, h("legend", {}, title),
      title === "Data" ? name : null, ...fields.filter((f) => shown.has(f)).map(make)));
    this.#groups.replaceChildren(...groups);
    this.#advanced.replaceChildren(h("summary", {}, ADVANCED.title, h("span", { class: "summary-hint" }, "loss, initialisation, what is measured")),
      h("div", { class: "form-group" }, ...ADVANCED.fields.filter((f) => shown.has(f)).map(make)));
  }
}

/** Says at the top of a form which fields are wrong, and what belongs to none of them. Returns whether it had to. */
export function showProblems(box, wrong, homeless, message) {
  const texts = wrong.length > 0 ? [`Please look at ${plural(wrong.length, "field")}: ${wrong.map((f) => f.definition.label).join(", ")}.`] : [];
  if (wrong.length === 0 && homeless.length === 0) texts.push(sentence(message));
  box.replaceChildren(...[...texts, ...homeless.map(({ field, message: text }) => sentence(field ? `${field}: ${text}` : text))].map((text) => h("p", {}, text)));
  box.hidden = false;
  if (wrong.length > 0) wrong[0].focus();
  else box.focus();
}

/** Writes the fields of `from` over those of `to`, objects field by field. */
function overlay(to, from) {
  for (const [name, value] of Object.entries(from)) {
    if (value !== null && typeof value === "object" && !Array.isArray(value)) overlay((to[name] ??= {}), value);
    else to[name] = value;
  }
}
