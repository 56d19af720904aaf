import { uploadDataset } from "../api.js";
import { h, setText } from "../dom.js";
import { sentence } from "./notice.js";
import { segmented } from "./segmented.js";
import { TextField } from "./text-field.js";

const HEAD_BYTES = 64 * 1024;
const LIKELY = /^(label|class|target|species|y|kind|category)$/i;

/** The form that brings a dataset: a table with a label column, or images with their labels. */
export class DatasetUpload {
  #done;
  #kind = "table";
  #name = new TextField({ path: "name", label: "Name", help: "Small letters, digits and hyphens.", placeholder: "my-data" });
  #file = new FileField("file", "Table", ".csv,text/csv", "Comma-separated values: column names in the first line, one sample a line, numbers everywhere but in the label column.");
  #label = new SelectField("label", "Label column", "Holds the class of each sample.");
  #images = new FileField("images", "Images", "", "IDX file of square grey images up to 64 × 64 pixels, gzipped or not.");
  #labels = new FileField("labels", "Labels", "", "IDX file with one label, 0 to 99, for each image.");
  #problem = h("div", { class: "form-problem", role: "alert", hidden: true });
  #fields = h("div", { class: "upload-fields" });
  #submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "upload" }, "Upload");

  /** @param done is told the dataset that was made */
  constructor(done) {
    this.#done = done;
    this.#file.onPick = (file) => this.#suggest(file);
    this.element = h("form", { class: "card upload-form", "data-needs": "member", novalidate: true, onsubmit: (event) => this.#send(event), "data-testid": "upload-form" },
      h("h2", {}, "Bring your own"),
      segmented("upload-kind", "Kind of data", [["table", "Table (CSV)"], ["images", "Images (IDX)"]], this.#kind, (kind) => this.#choose(kind)),
      this.#problem, this.#fields,
      h("div", { class: "form-end" }, h("p", { class: "form-size" }, "At most 256 MB. Every fifth sample tests, the others train."), this.#submit));
    this.#choose(this.#kind);
  }

  #choose(kind) {
    this.#kind = kind;
    this.#fields.replaceChildren(...this.#shown.map((field) => field.element));
  }

  get #shown() {
    return this.#kind === "table" ? [this.#file, this.#label, this.#name] : [this.#images, this.#labels, this.#name];
  }

  /** Offers the columns of the file's first line, and its name. */
  async #suggest(file) {
    const text = await file.slice(0, HEAD_BYTES).text();
    const columns = firstLine(text);
    this.#label.set(columns, columns.find((column) => LIKELY.test(column)) ?? columns.at(-1) ?? "");
    if (this.#name.value === "") this.#name.value = file.name.replace(/\.[^.]*$/, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 40);
  }

  async #send(event) {
    event.preventDefault();
    this.#shown.forEach((field) => field.setError(null));
    this.#problem.hidden = true;
    const missing = this.#shown.filter((field) => !field.value);
    missing.forEach((field) => field.setError(`${field.definition.label} is needed.`));
    if (missing.length > 0) return missing[0].focus();
    this.#submit.disabled = true;
    setText(this.#submit, "Uploading…");
    try {
      this.#done(await uploadDataset(Object.fromEntries(this.#shown.map((field) => [field.path, field.value]))));
    } catch (error) {
      this.#showErrors(error);
    }
    this.#submit.disabled = false;
    setText(this.#submit, "Upload");
    return undefined;
  }

  #showErrors({ fields = [], message }) {
    const homeless = fields.filter(({ field, message: text }) => {
      const home = this.#shown.find(({ path }) => path === field);
      home?.setError(sentence(text));
      return !home;
    });
    this.#problem.hidden = fields.length > 0 && homeless.length === 0;
    setText(this.#problem, sentence(message));
    (this.#shown.find((field) => field.wrong) ?? this.#shown[0]).focus();
  }
}

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
    input.setAttribute("aria-describedby", `${id}-help ${id}-error`);
    this.#error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
    this.element = h("div", { class: "field" }, h("label", { for: id }, label), input, this.#error, h("p", { class: "field-help", id: `${id}-help` }, help));
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

class FileField extends InputField {
  onPick = () => {};

  constructor(path, label, accept, help) {
    super(path, label, help, h("input", { type: "file", accept, onchange: () => this.value && this.onPick(this.value) }));
  }

  get value() {
    return this.input.files[0];
  }
}

class SelectField extends InputField {
  constructor(path, label, help) {
    super(path, label, help, h("select", {}, h("option", { value: "" }, "choose a table first")));
  }

  get value() {
    return this.input.value;
  }

  set(options, chosen) {
    this.input.replaceChildren(...options.map((option) => h("option", { value: option, selected: option === chosen }, option)));
  }
}

/** The column names of a table, whose first line may have quotes. */
function firstLine(text) {
  const names = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^,\r\n]*?))\s*(,|\r|\n|$)/y;
  pattern.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    names.push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] !== ",") break;
  }
  return names;
}
