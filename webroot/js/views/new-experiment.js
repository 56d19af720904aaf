import { fetchDatasets } from "../api.js";
import { h, setText } from "../dom.js";
import { createExperiment, fetchExperiment } from "../experiment-api.js";
import { parseSeeds, runCount, seedsText, sweptFields, valueText } from "../sweep.js";
import { FIELDS } from "./fields.js";
import { fieldTitle } from "../results.js";
import { failure, loading, sentence } from "./notice.js";
import { SpecFields, showProblems } from "./spec-fields.js";
import { SweepRow, sweepable } from "./sweep-row.js";
import { TextField } from "./text-field.js";

/** The form for a new experiment. `from` in the parameters takes everything from another one. */
export function mountNewExperiment(container, { router }, params) {
  document.title = "New experiment · Straightedge";
  const content = h("div", {}, loading("Loading datasets…"));
  container.append(
    h("div", { class: "page-head" }, h("div", {}, h("p", { class: "crumbs" }, h("a", { href: "#/experiments" }, "Experiments")), h("h1", {}, "New experiment"))),
    content);
  let gone = false;
  load();

  async function load() {
    content.replaceChildren(loading("Loading datasets…"));
    try {
      const from = /^[1-9]\d*$/.test(params.get("from") ?? "") ? Number(params.get("from")) : null;
      const [datasets, experiment] = await Promise.all([fetchDatasets(), from ? fetchExperiment(from) : null]);
      if (!gone) content.replaceChildren(new ExperimentForm(datasets, experiment?.spec ?? null, router).element);
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load, { href: "#/experiments", text: "All experiments" }));
    }
  }

  return {
    destroy() {
      gone = true;
    },
  };
}

class ExperimentForm {
  #router;
  #fields;
  #list;
  #rows = [];
  #name = new TextField({ path: "name", label: "Name", placeholder: "optional", help: "Made from what varies when left empty." });
  #notes = new TextField({ path: "notes", label: "Question or notes", placeholder: "optional", help: "What you want to find out." });
  #seeds = new TextField({ path: "seeds", label: "Seeds", help: "Every combination is run once per seed: 1..5 or 1, 2, 7. Confidence intervals need at least two." });
  #rowBox = h("div", { class: "sweep-rows" });
  #add = h("button", { type: "button", class: "button button-small", "data-testid": "add-field", onclick: () => this.#addRow({}).focus() }, "Vary another field");
  #problem = h("div", { class: "form-problem", role: "alert", hidden: true, "data-testid": "form-problem", tabindex: -1 });
  #count = h("p", { class: "form-count", role: "status", "data-testid": "run-count" });
  #size = h("p", { class: "form-size" });
  #submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "submit" }, "Start experiment");

  constructor(datasets, spec, router) {
    this.#router = router;
    this.#list = spec ? spec.list.filter((entry) => Object.keys(entry).length > 0) : [];
    this.#fields = new SpecFields(datasets, spec?.base ?? null, { without: ["name", "training.seed"], onDataset: () => this.#showDataset() });
    this.#name.value = spec?.name ?? "";
    this.#notes.value = spec?.notes ?? "";
    this.#seeds.value = seedsText(spec?.seeds ?? [1, 2, 3]);
    this.element = h("form", { class: "run-form", novalidate: true, onsubmit: (event) => this.#send(event), oninput: () => this.#show(), "data-testid": "new-experiment" },
      this.#problem,
      h("fieldset", { class: "card form-group sweep" }, h("legend", {}, "What varies"), h("div", { class: "sweep-body" },
        this.#together(), this.#rowBox, this.#add, this.#seeds.element)),
      h("fieldset", { class: "card form-group" }, h("legend", {}, "About it"), h("div", { class: "form-pair" }, this.#name.element, this.#notes.element)),
      h("h2", { class: "form-heading" }, "What all runs share"),
      ...this.#fields.elements,
      h("div", { class: "form-end" }, h("div", {}, this.#count, this.#size), this.#submit));
    const grid = Object.entries(spec?.grid ?? (spec ? {} : { "network.hidden": [[64], [256], [1024]] }));
    grid.forEach(([path, values]) => this.#addRow({ path, values }));
    this.#show();
  }

  /** Fields that vary together, taken from another experiment: shown, and kept or removed as a whole. */
  #together() {
    if (this.#list.length === 0) return null;
    const paths = sweptFields({ list: this.#list, grid: {} });
    const box = h("div", { class: "sweep-list", "data-testid": "sweep-list" },
      h("div", { class: "sweep-list-head" }, h("h3", {}, "Varying together"),
        h("button", { type: "button", class: "button button-small", onclick: () => this.#dropList(box) }, "Remove")),
      h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Fields varying together" }, h("table", { class: "results" },
        h("thead", {}, h("tr", {}, ...paths.map((path) => h("th", { scope: "col" }, fieldTitle(path, FIELDS))))),
        h("tbody", {}, ...this.#list.map((entry) => h("tr", {}, ...paths.map((path) => h("td", {}, path in entry ? valueText(entry[path]) : "–"))))))));
    return box;
  }

  #dropList(box) {
    this.#list = [];
    box.remove();
    this.#show();
    this.#add.focus();
  }

  #addRow(given) {
    const row = new SweepRow(this.#fields.dataset, given, {
      onChange: () => this.#show(),
      onRemove: () => {
        this.#rows.splice(this.#rows.indexOf(row), 1);
        row.element.remove();
        this.#show();
        this.#add.focus();
      },
    });
    if (!given.path) row.choose(sweepable(this.#fields.dataset).map((field) => field.path).find((path) => !this.#paths().has(path)));
    this.#rows.push(row);
    this.#rowBox.append(row.element);
    this.#show();
    return row;
  }

  #paths() {
    return new Set([...this.#rows.map((row) => row.path), ...sweptFields({ list: this.#list, grid: {} })]);
  }

  #showDataset() {
    this.#rows.forEach((row) => row.setDataset(this.#fields.dataset));
    this.#show();
  }

  /** How many runs it makes, as far as the entries can be read. */
  #show() {
    this.#fields.setDecided(this.#paths());
    setText(this.#size, this.#fields.size && `Each run: ${this.#fields.size}`);
    const lengths = this.#rows.map((row) => row.read().values?.length ?? 0);
    if (this.#list.length > 0) lengths.unshift(this.#list.length);
    const { text, error } = runCount(lengths, parseSeeds(this.#seeds.value).values?.length ?? 0);
    setText(this.#count, error ? `${text}. ${error}` : text);
    this.#count.classList.toggle("form-count-bad", error !== null);
  }

  async #send(event) {
    event.preventDefault();
    this.#problem.hidden = true;
    this.#inputs().forEach((field) => field.setError(null));
    this.#fields.clearErrors();
    const { spec: base, errors: baseErrors } = this.#fields.read();
    const errors = baseErrors.map(({ field, message }) => ({ field: `base.${field}`, message }));
    const grid = {};
    for (const row of this.#rows) {
      const { values, error } = row.read();
      if (error) errors.push({ field: `grid.${row.path}`, message: error });
      else if (row.path in grid) errors.push({ field: `grid.${row.path}`, message: "This field is there twice; put all its values into one row." });
      else grid[row.path] = values;
    }
    const seeds = parseSeeds(this.#seeds.value);
    if (seeds.error) errors.push({ field: "seeds", message: seeds.error });
    if (errors.length > 0) return this.#showErrors(errors, "");
    return this.#create({ name: this.#name.value.trim(), notes: this.#notes.value.trim(), base, grid, list: this.#list, seeds: seeds.values });
  }

  async #create(spec) {
    this.#submit.disabled = true;
    try {
      const experiment = await createExperiment(spec);
      this.#router.go(`#/experiments/${experiment.id}`);
    } catch (error) {
      this.#showErrors(error.fields ?? [], error.message);
    } finally {
      this.#submit.disabled = false;
    }
  }

  #inputs() {
    return [...this.#rows, this.#seeds, this.#name, this.#notes];
  }

  #showErrors(errors, message) {
    const homeless = errors.filter((error) => !this.#place(error));
    const wrong = [...this.#inputs().filter((field) => field.wrong), ...this.#fields.wrong];
    showProblems(this.#problem, wrong, homeless, message);
  }

  /** Puts an error where its field is: a row, seeds, name, or a field of the base. */
  #place({ field, message }) {
    const path = field.replace(/^(grid|list)\./, "").replace(/\[\d+\].*$/, "");
    const home = field.startsWith("grid.") ? this.#rows.findLast((row) => row.path === path)
      : this.#inputs().find((input) => input.path === path);
    if (!home) return this.#fields.addError({ field: field.replace(/^base\./, ""), message });
    home.setError(sentence(message));
    return true;
  }
}
