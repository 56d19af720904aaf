import { previewUpload, uploadDataset } from "../api.js";
import { h, setText } from "../dom.js";
import { sentence } from "./notice.js";
import { segmented } from "./segmented.js";
import { TextField } from "./text-field.js";
import { FileField, SelectField } from "./upload-fields.js";
import { UploadPreview } from "./upload-preview.js";

const SEPARATORS = [["comma", "comma"], ["semicolon", "semicolon"], ["tab", "tab"]];
const DECIMALS = [["point", "point: 1.5"], ["comma", "comma: 1,5"]];
const HEADERS = [["yes", "names the columns"], ["no", "is a sample"]];
const WAITING = [["", "choose a table first"]];

/** The form that brings a dataset: a table with a label column, or images with their labels. Shows what would be kept. */
export class DatasetUpload {
  #done;
  #kind = "table";
  #previews = 0;
  #name = new TextField({ path: "name", label: "Name", help: "Small letters, digits and hyphens.", placeholder: "my-data" });
  #file = new FileField("file", "Table", ".csv,.tsv,.txt,text/csv", "A sample on each line, with values separated by commas, semicolons or tabs.");
  #label = new SelectField("label", "Label column", "Holds the class of each sample.", WAITING);
  #separator = new SelectField("separator", "Between values", "", WAITING);
  #decimal = new SelectField("decimal", "Decimals", "", WAITING);
  #header = new SelectField("header", "First line", "", WAITING);
  #images = new FileField("images", "Images", "", "IDX file of square grey images up to 64 × 64 pixels, gzipped or not.");
  #labels = new FileField("labels", "Labels", "", "IDX file with one label, 0 to 99, for each image.");
  /** The name that was made from a file's: another file replaces it, what was typed stays. */
  #suggested = "";
  #problem = h("div", { class: "form-problem", role: "alert", hidden: true });
  #fields = h("div", { class: "upload-fields" });
  #submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "upload" }, "Keep");
  /** Fields that the user has set by hand: others are recognised. */
  #chosen = new Set();
  #preview = new UploadPreview(() => this.#look());

  /** @param done is told the dataset that was made */
  constructor(done) {
    this.#done = done;
    for (const file of [this.#file, this.#images]) file.onPick = () => this.#pick(file.value);
    this.#labels.onPick = () => this.#pick(undefined);
    for (const select of this.#recognised) {
      select.onChoose = () => {
        this.#chosen.add(select);
        this.#look();
      };
    }
    this.element = h("form", { class: "card upload-form", "data-needs": "member", novalidate: true, onsubmit: (event) => this.#send(event), "data-testid": "upload-form" },
      h("h2", {}, "Bring your own"),
      segmented("upload-kind", "Kind of data", [["table", "Table (CSV)"], ["images", "Images (IDX)"]], this.#kind, (kind) => this.#choose(kind)),
      this.#fields, this.#preview.element, this.#problem,
      h("div", { class: "form-end" }, h("p", { class: "form-size" }, "At most 256 MB. Nothing is kept before you say so."), this.#submit));
    this.#choose(this.#kind);
  }

  get #recognised() {
    return [this.#label, this.#separator, this.#decimal, this.#header];
  }

  get #files() {
    return this.#kind === "table" ? [this.#file] : [this.#images, this.#labels];
  }

  get #shown() {
    return this.#kind === "table" ? [this.#file, this.#name, ...this.#recognised] : [...this.#files, this.#name];
  }

  #choose(kind) {
    this.#kind = kind;
    this.#fields.replaceChildren(...this.#shown.map((field) => field.element));
    this.#forget();
    this.#look();
  }

  /** Another file begins anew, and brings its name unless the user has given one. */
  #pick(file) {
    this.#forget();
    if (file && (this.#name.value === "" || this.#name.value === this.#suggested)) {
      this.#suggested = file.name.replace(/\.[^.]*$/, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 40);
      this.#name.value = this.#suggested;
    }
    this.#look();
  }

  #forget() {
    this.#previews++;
    this.#chosen.clear();
    this.#recognised.forEach((select) => select.set(WAITING, ""));
    this.#preview.clear();
    this.#clearErrors();
  }

  /** Asks what would be kept; an answer that is overtaken by another question is dropped. */
  async #look() {
    const number = ++this.#previews;
    if (this.#files.some((file) => !file.value)) return;
    this.#clearErrors();
    this.#preview.wait();
    try {
      const preview = await previewUpload(this.#form([...this.#files, ...this.#chosen]));
      if (number === this.#previews) this.#show(preview);
    } catch (error) {
      if (number !== this.#previews) return;
      this.#preview.element.removeAttribute("aria-busy");
      this.#showErrors(error);
    }
  }

  #show(preview) {
    if (preview.format) {
      this.#label.set(preview.columns.map(({ name }) => [name, name]), preview.label);
      this.#separator.set(SEPARATORS, preview.format.separator);
      this.#decimal.set(DECIMALS, preview.format.decimal);
      this.#header.set(HEADERS, preview.format.header);
    }
    this.#preview.show(preview);
  }

  #form(fields) {
    const columns = this.#preview.columns;
    return {
      ...Object.fromEntries(fields.map((field) => [field.path, field.value])),
      ...(Object.keys(columns).length > 0 ? { columns: JSON.stringify(columns) } : {}),
    };
  }

  async #send(event) {
    event.preventDefault();
    this.#clearErrors();
    const missing = this.#shown.filter((field) => !field.value);
    missing.forEach((field) => field.setError(`${field.definition.label} is needed.`));
    if (missing.length > 0) return missing[0].focus();
    this.#submit.disabled = true;
    setText(this.#submit, "Keeping…");
    try {
      this.#done(await uploadDataset(this.#form(this.#shown)));
      this.#empty();
    } catch (error) {
      this.#showErrors(error);
      (this.#shown.find((field) => field.wrong) ?? this.#shown[0]).focus();
    }
    this.#submit.disabled = false;
    setText(this.#submit, "Keep");
    return undefined;
  }

  #empty() {
    this.#files.forEach((file) => file.clear());
    this.#name.value = "";
    this.#forget();
  }

  #clearErrors() {
    [this.#name, this.#file, this.#images, this.#labels, ...this.#recognised].forEach((field) => field.setError(null));
    this.#problem.hidden = true;
  }

  #showErrors({ fields = [], message }) {
    const homes = new Map();
    for (const { field, message: text } of fields) {
      const home = this.#shown.find(({ path }) => path === field);
      if (home) homes.set(home, [...(homes.get(home) ?? []), sentence(text)]);
    }
    homes.forEach((texts, home) => home.setError(texts.join(" ")));
    const told = [...homes.values()].reduce((sum, texts) => sum + texts.length, 0);
    this.#problem.hidden = fields.length > 0 && told === fields.length;
    setText(this.#problem, sentence(message));
  }
}
