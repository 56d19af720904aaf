import { h } from "../dom.js";
import { count, plural } from "../format.js";
import { sentence } from "./notice.js";

const SHOWN_COLUMNS = 50;
const KEEP = ["keep", "keep as it is"];
const UNDECIDED = ["keep", "choose what is done"];
const LEAVE_OUT = ["leave-out", "leave out"];
const ENCODE = [["one-hot", "one-hot, 0 or 1 for each value"], ["numbers", "number the values"]];
const FILL = [["mean", "fill gaps with the mean"], ["median", "fill gaps with the median"], ["number", "fill gaps with a number"]];

/** What would be kept of the files of a form, with the choices for each column of a table. */
export class UploadPreview {
  #changed;
  #treatments = new Map();
  element = h("section", { class: "upload-preview", "aria-label": "Preview", "aria-live": "polite", "data-testid": "upload-preview", hidden: true });

  /** @param changed is called when something else is to be done with a column */
  constructor(changed) {
    this.#changed = changed;
  }

  /** What is done with columns, as the form sends it. */
  get columns() {
    return Object.fromEntries(this.#treatments);
  }

  /** Forgets the file, and what was chosen for its columns. */
  clear() {
    this.#treatments.clear();
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  /** Says that files are being read. */
  wait() {
    this.element.hidden = false;
    this.element.setAttribute("aria-busy", "true");
    if (this.element.childElementCount === 0) this.element.append(h("p", { class: "field-help", role: "status" }, "Reading the file…"));
  }

  show(preview) {
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.column : null;
    this.element.removeAttribute("aria-busy");
    this.element.hidden = false;
    this.element.replaceChildren(...[
      h("h3", {}, "What would be kept"),
      h("p", { class: "upload-summary", "data-testid": "upload-summary" }, summary(preview)),
      classes(preview.classes),
      list("upload-notes", preview.notes, "Assumed and chosen"),
      list("upload-warnings", preview.warnings, "Perhaps a mistake"),
      list("upload-problems", preview.problems.map(({ message }) => message), "It cannot be kept yet"),
      preview.columns.length > 0 ? this.#table(preview) : null,
    ].filter(Boolean));
    if (focused !== null) [...this.element.querySelectorAll("[data-column]")].find(({ dataset }) => dataset.column === focused)?.focus();
  }

  #table({ columns, rows, problems }) {
    const wrong = new Set(problems.map(({ column }) => column));
    const shown = columns.map((column, i) => ({ ...column, cells: rows.map((row) => row[i]), wrong: wrong.has(column.name) }))
      .filter((column, i) => i < SHOWN_COLUMNS || column.wrong || this.#treatments.has(column.name) || column.kind === "label");
    const more = columns.length - shown.length;
    return h("div", {},
      h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Columns of the table" },
        h("table", { class: "upload-columns" },
          h("thead", {}, h("tr", {}, ...["Column", "What is done", "Holds", "First samples"].map((title) => h("th", { scope: "col" }, title)))),
          h("tbody", {}, ...shown.map((column) => this.#row(column))))),
      more > 0 ? h("p", { class: "field-help" }, `and ${count(more)} more ${more === 1 ? "column" : "columns"} of numbers`) : null);
  }

  #row(column) {
    return h("tr", { "data-wrong": column.wrong ? "" : null },
      h("th", { scope: "row" }, column.name),
      h("td", {}, column.kind === "label" ? "tells the class" : this.#treatment(column)),
      h("td", {}, holds(column)),
      h("td", { class: "upload-cells" }, column.cells.map((cell) => (cell === "" ? "∅" : cell ?? "")).join("  ·  ")));
  }

  #treatment({ name, kind, gaps, texts }) {
    const chosen = this.#treatments.get(name) ?? "keep";
    const fills = chosen !== "keep" && Number.isFinite(Number(chosen));
    const options = kind === "text" ? [UNDECIDED, LEAVE_OUT, ...ENCODE, ...FILL]
      : gaps + texts > 0 ? [UNDECIDED, LEAVE_OUT, ...FILL, ...ENCODE] : [KEEP, LEAVE_OUT, ...ENCODE];
    const select = h("select", { "aria-label": `What is done with ${name}`, "data-column": name, onchange: () => this.#choose(name, select.value === "number" ? "0" : select.value) },
      ...options.map(([value, text]) => h("option", { value, selected: value === (fills ? "number" : chosen) }, text)));
    const number = fills ? h("input", { type: "text", inputmode: "decimal", value: chosen, "aria-label": `Number that fills gaps of ${name}`, onchange: () => this.#choose(name, number.value.trim()) }) : null;
    return h("div", { class: "upload-treatment" }, select, number);
  }

  #choose(name, treatment) {
    if (treatment === "keep") this.#treatments.delete(name);
    else this.#treatments.set(name, treatment);
    this.#changed();
  }
}

function summary({ samples, dimension, imageWidth, trainSamples, testSamples }) {
  if (samples === 0) return "Nothing yet.";
  const what = imageWidth > 0 ? `${plural(samples, "image")} of ${imageWidth} × ${imageWidth} pixels` : `${plural(samples, "sample")} of ${plural(dimension, "number")}`;
  return `${what}. ${count(trainSamples)} train; ${count(testSamples)}, a fifth of each class, ${testSamples === 1 ? "tests" : "test"}.`;
}

function classes(found) {
  if (found.length === 0) return null;
  return h("p", { class: "upload-classes" }, `${plural(found.length, "class", "classes")}: ${found.map(({ name, samples }) => `${name} (${count(samples)})`).join(", ")}`);
}

function list(name, sentences, title) {
  if (sentences.length === 0) return null;
  return h("div", { class: name, "data-testid": name }, h("h4", {}, title), h("ul", {}, ...sentences.map((text) => h("li", {}, sentence(text)))));
}

function holds({ kind, gaps, texts, different }) {
  const values = different > 100 ? "more than 100 values" : plural(different, "value");
  if (kind === "label") return `labels, ${values}`;
  const parts = [kind === "text" ? `texts, ${values}` : "numbers"];
  if (kind !== "text" && texts > 0) parts.push(`${count(texts)} × something else`);
  if (gaps > 0) parts.push(plural(gaps, "gap"));
  return parts.join(", ");
}
