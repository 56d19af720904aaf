import { datasetAction, fetchSamples } from "../api.js";
import { drawImage } from "../charts/filmstrip.js";
import { Scatter, classColour } from "../charts/scatter.js";
import { h, icon, listen, setText } from "../dom.js";
import { count, plural } from "../format.js";
import { session } from "../session.js";
import { theme } from "../theme.js";
import { deleteWithUndo } from "./delete.js";
import { sentence } from "./notice.js";
import { toast } from "./toast.js";

const PICTURES = 30;
const POINTS = 300;
const MOST_CLASSES = 10;

/** One dataset: what it is, what it looks like, and what can be done with it. */
export class DatasetCard {
  #changed;
  #dataset = null;
  #preview = h("div", { class: "dataset-preview" });
  #facts = h("p", { class: "dataset-facts" });
  #problem = h("p", { class: "choice-problem", hidden: true });
  #progress = h("p", { class: "dataset-progress", role: "status", hidden: true });
  #actions = h("div", { class: "guided-start" });
  #endPreview = () => {};
  #shown = false;

  /** @param changed is called after the list of datasets became another */
  constructor(dataset, changed) {
    this.#changed = changed;
    const heading = `about-${dataset.name}`;
    this.element = h("article", { class: "card dataset-card", "aria-labelledby": heading, "data-dataset": dataset.name },
      h("h2", { id: heading }, dataset.title), h("p", { class: "dataset-text" }, dataset.description),
      this.#preview, this.#facts, this.#problem, this.#progress, this.#actions);
    this.update(dataset);
  }

  update(dataset) {
    const before = this.#dataset;
    this.#dataset = dataset;
    setText(this.#facts, facts(dataset));
    setText(this.#problem, dataset.problem ? sentence(dataset.problem) : "");
    this.#problem.hidden = !dataset.problem || ["running", "failed"].includes(dataset.download?.state);
    this.#showDownload(dataset.download);
    if (before?.available !== dataset.available || before?.download?.state !== dataset.download?.state) this.#showActions();
    if (dataset.available && !this.#shown) this.#showSamples();
  }

  destroy() {
    this.#endPreview();
  }

  #showDownload(download) {
    this.#progress.hidden = !download || download.state === "none";
    if (this.#progress.hidden) return;
    const done = `${(download.bytes / 1e6).toFixed(1)} MB, ${download.files} of ${plural(download.allFiles, "file")}`;
    const text = { running: `Downloading: ${done}…`, failed: sentence(`${this.#dataset.title} ${download.message}`), done: "" };
    setText(this.#progress, text[download.state]);
    this.#progress.classList.toggle("choice-problem", download.state === "failed");
  }

  #showActions() {
    const { name, title, available, uploaded, download } = this.#dataset;
    this.#actions.replaceChildren(...[
      available ? h("a", { class: "button", href: `#/new?dataset=${name}`, "data-needs": "member", "aria-label": `New run on ${title}` }, "New run") : null,
      download && download.state !== "running" && download.state !== "done"
        ? h("button", { type: "button", class: "button", "data-needs": "member", "data-testid": "download", onclick: () => this.#download() }, icon("download"), available ? "Download the rest" : "Download") : null,
      uploaded && session.owns(this.#dataset) ? h("button", { type: "button", class: "button", "data-testid": "delete-dataset", onclick: () => this.#delete() }, icon("remove"), "Delete") : null,
    ].filter(Boolean));
  }

  async #showSamples() {
    this.#shown = true;
    try {
      const image = this.#dataset.imageWidth > 0;
      const samples = await fetchSamples(this.#dataset.name, Math.min(image ? PICTURES : POINTS, this.#dataset.maxSamples));
      if (image) this.#showPictures(samples);
      else this.#showPoints(samples);
    } catch (error) {
      this.#preview.replaceChildren(h("p", { class: "choice-problem" }, sentence(error.message)));
    }
  }

  #showPictures({ samples, outputNames, width }) {
    const pictures = samples.map(({ input, label }) => ({
      input, canvas: h("canvas", { class: "thumb", role: "img", "aria-label": outputNames[label], title: outputNames[label] }),
    }));
    const draw = () => pictures.forEach(({ input, canvas }) => drawImage(canvas, input, width));
    draw();
    this.#endPreview = listen(theme, "change", draw);
    this.#preview.replaceChildren(h("div", { class: "pictures" }, ...pictures.map(({ canvas }) => canvas)));
  }

  #showPoints(samples) {
    const scatter = new Scatter(samples);
    const dimension = samples.samples[0].input.length;
    const names = samples.outputNames;
    const legend = names.length < 2 || names.length > MOST_CLASSES ? []
      : names.map((name, label) => {
        const swatch = h("i", { class: "legend-dot" });
        swatch.style.backgroundColor = classColour(label);
        return h("span", {}, swatch, name);
      });
    const draw = () => legend.forEach((entry, label) => {
      entry.firstChild.style.backgroundColor = classColour(label);
    });
    const endLegend = listen(theme, "change", draw);
    this.#endPreview = () => {
      scatter.destroy();
      endLegend();
    };
    this.#preview.replaceChildren(scatter.element, h("p", { class: "dataset-legend" }, ...legend,
      dimension > 2 ? h("span", {}, `first two of ${dimension} features`) : null));
  }

  async #download() {
    try {
      await datasetAction(this.#dataset.name, "download");
    } catch (error) {
      toast(sentence(error.message));
    }
    this.#changed();
  }

  #delete() {
    deleteWithUndo(`/datasets/${this.#dataset.name}`, this.#dataset.title);
  }
}

function facts({ kind, dimension, classes, imageWidth, maxSamples, available }) {
  return [
    imageWidth > 0 ? `${imageWidth} × ${imageWidth} pixels` : plural(dimension, "feature"),
    kind === "regression" ? "one value to fit" : plural(classes, "class", "classes"),
    available ? `up to ${count(maxSamples)} training samples` : "",
  ].filter(Boolean).join(" · ");
}
