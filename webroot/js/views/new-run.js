import { createRun, fetchDatasets, fetchRun } from "../api.js";
import { h, setText } from "../dom.js";
import { count, plural } from "../format.js";
import { Field } from "./field.js";
import { ADVANCED, GROUPS, NAME, fieldsFor, readPath, writePath } from "./fields.js";
import { failure, loading, sentence } from "./notice.js";

/** The form for a new run. `from` in the parameters takes the settings of another run. */
export function mountNewRun(container, { router }, params) {
  document.title = "New run · Straightedge";
  const content = h("div", {}, loading("Loading data sets…"));
  container.append(h("div", { class: "page-head" }, h("h1", {}, "New run")), content);
  let gone = false;
  load();

  async function load() {
    content.replaceChildren(loading("Loading data sets…"));
    try {
      const from = /^[1-9]\d*$/.test(params.get("from") ?? "") ? Number(params.get("from")) : null;
      const [datasets, run] = await Promise.all([fetchDatasets(), from ? fetchRun(from) : null]);
      if (gone) return;
      content.replaceChildren(new RunForm(datasets, run?.spec ?? null, router).element);
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load));
    }
  }

  return {
    destroy() {
      gone = true;
    },
  };
}

class RunForm {
  #datasets;
  #router;
  #dataset;
  #entered = new Map();
  #fields = [];
  #problem = h("div", { class: "form-problem", role: "alert", hidden: true, "data-testid": "form-problem", tabindex: -1 });
  #groups = h("div", { class: "form-groups" });
  #size = h("p", { class: "form-size", "data-testid": "form-size" });
  #submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "submit" }, "Start run");
  #advanced = h("details", { class: "card form-advanced" });

  constructor(datasets, spec, router) {
    this.#datasets = datasets;
    this.#router = router;
    this.#dataset = datasets.find((d) => d.name === spec?.dataset.name) ?? datasets.find((d) => d.available) ?? datasets[0];
    if (spec) for (const field of fieldsFor(this.#dataset)) this.#remember(field, readPath(spec, field.path));
    this.element = h("form", { class: "run-form", novalidate: true, onsubmit: (event) => this.#send(event), oninput: () => this.#showSize(), "data-testid": "new-run" },
      this.#problem, this.#datasetChoice(), this.#groups, this.#advanced,
      h("div", { class: "form-end" }, this.#size, this.#submit));
    this.#build();
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
    return h("fieldset", { class: "choices" }, h("legend", {}, "Data set"), ...this.#datasets.map(card));
  }

  #choose(dataset) {
    for (const field of this.#fields) {
      if (field.edited) this.#entered.set(field.definition.path, field.entered);
      else this.#entered.delete(field.definition.path);
    }
    this.#dataset = dataset;
    this.#build();
  }

  /** Makes the fields anew: defaults of the data set, except where something was entered. */
  #build() {
    const shown = new Set(fieldsFor(this.#dataset));
    this.#fields = [];
    const make = (definition) => {
      const preset = readPath(this.#dataset.spec, definition.path);
      const field = new Field(definition, this.#dataset, preset, this.#entered.get(definition.path));
      this.#fields.push(field);
      return field.element;
    };
    const name = make(NAME);
    const groups = GROUPS.map(({ title, fields }) => h("fieldset", { class: "card form-group" }, h("legend", {}, title),
      title === "Data" ? name : null, ...fields.filter((f) => shown.has(f)).map(make)));
    this.#groups.replaceChildren(...groups);
    this.#advanced.replaceChildren(h("summary", {}, ADVANCED.title, h("span", { class: "summary-hint" }, "loss, initialisation, what is measured")),
      h("div", { class: "form-group" }, ...ADVANCED.fields.filter((f) => shown.has(f)).map(make)));
    this.#showSize();
  }

  /** What the entered values amount to: layers, parameters, steps. */
  #showSize() {
    const value = (path) => this.#fields.find((f) => f.definition.path === path)?.read().value;
    const hidden = value("network.hidden");
    const inputs = value("dataset.dimension") ?? this.#dataset.dimension;
    const outputs = value("dataset.classes") ?? this.#dataset.classes ?? 1;
    if (!hidden) return setText(this.#size, "");
    const layers = [inputs, ...hidden, Math.max(1, outputs)];
    let parameters = 0;
    for (let i = 0; i + 1 < layers.length; i++) parameters += (layers[i] + 1) * layers[i + 1];
    const steps = Math.ceil(value("dataset.samples") / value("training.batchSize")) * value("training.epochs");
    const about = Number.isFinite(steps) ? `, about ${plural(steps, "step")}` : "";
    return setText(this.#size, `${layers.map(count).join(" → ")}: ${plural(parameters, "parameter")}${about}`);
  }

  async #send(event) {
    event.preventDefault();
    this.#clearErrors();
    const spec = structuredClone(this.#dataset.spec);
    spec.dataset.name = this.#dataset.name;
    const errors = [];
    for (const field of this.#fields) {
      const { value, error } = field.read();
      if (error) errors.push({ field: field.definition.path, message: error });
      else writePath(spec, field.definition.path, value);
    }
    if (errors.length > 0) return this.#showErrors(errors, "");
    this.#submit.disabled = true;
    try {
      const run = await createRun(spec);
      this.#router.go(`#/runs/${run.id}`);
    } catch (error) {
      this.#showErrors(error.fields ?? [], error.message);
    } finally {
      this.#submit.disabled = false;
    }
    return undefined;
  }

  #clearErrors() {
    this.#problem.hidden = true;
    this.#fields.forEach((field) => field.setError(null));
  }

  /** Each error stands at its field; what belongs to no field stands at the top. */
  #showErrors(errors, message) {
    const homeless = [];
    for (const { field: path, message: text } of errors) {
      const field = this.#fields.find((f) => f.definition.path === path.replace(/\[\d+\].*$/, ""));
      if (field) field.addError(sentence(text));
      else homeless.push(path ? `${path}: ${text}` : text);
    }
    const wrong = this.#fields.filter((field) => field.wrong);
    const texts = wrong.length > 0 ? [`Please look at ${plural(wrong.length, "field")}: ${wrong.map((f) => f.definition.label).join(", ")}.`] : [];
    if (wrong.length === 0 && homeless.length === 0) texts.push(sentence(message));
    this.#problem.replaceChildren(...[...texts, ...homeless.map(sentence)].map((text) => h("p", {}, text)));
    this.#problem.hidden = false;
    const first = wrong[0];
    if (wrong.some((field) => this.#advanced.contains(field.element))) this.#advanced.open = true;
    if (first) first.focus();
    else this.#problem.focus();
  }
}
