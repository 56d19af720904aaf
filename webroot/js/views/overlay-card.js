import { metricsCsvUrl } from "../api.js";
import { ChartOverlay } from "../charts/chart-overlay.js";
import { LineChart } from "../charts/line-chart.js";
import { h, setText } from "../dom.js";
import { number, plural, power } from "../format.js";
import { linesOf } from "../measures.js";
import { colour } from "../theme.js";
import { pointsText } from "./chart-card.js";
import { ChartTools } from "./chart-tools.js";
import { infoDialog } from "./dialogs.js";

/** A chart of one measure with a line for each run, or group of runs. It hides itself while no run has the measure. */
export class OverlayCard {
  series = new Map();
  #definition;
  #index;
  #view;
  #chart;
  #overlay;
  #lines = [];
  #names = "";
  #tools;
  #canvas = h("canvas", { role: "img" });
  #unit = h("span", { class: "chart-unit" });
  #points = h("span", { class: "chart-points" });

  /**
   * @param definition of a chart of one run
   * @param index which of its lines
   * @param shared what all charts of the page share: crosshair and zoom
   */
  constructor(definition, index, view, shared) {
    this.#definition = definition;
    this.#index = index;
    this.#view = view;
    const { name } = this.#line();
    this.title = definition.lines.length > 1 ? `${definition.title}: ${name}` : definition.title;
    this.file = `runs-${definition.id}-${index}`;
    this.#canvas.setAttribute("aria-label", this.title);
    this.#tools = new ChartTools(this);
    this.#overlay = new ChartOverlay(this.title, shared.crosshair, shared.zoom);
    this.element = h("figure", { class: "card chart", "data-chart": definition.lines.length > 1 ? `${definition.id}-${name.replaceAll(" ", "-")}` : definition.id, "data-lines": 0, hidden: true },
      h("figcaption", {},
        h("div", { class: "chart-title" }, h("h4", {}, this.title),
          h("button", { type: "button", class: "help", "aria-label": `What is: ${this.title}`, title: "Definition", onclick: () => this.#explain() }, "?"), this.#tools.element)),
      this.#unit, h("div", { class: "chart-frame" }, h("div", { class: "chart-plot" }, this.#canvas, this.#overlay.element)),
      h("div", { class: "chart-foot" }, this.#points));
    const { ratio, range, format, reference } = definition;
    this.#chart = new LineChart(this.#canvas, { lines: [], ratio, range, format, reference, many: true }, view, (shown) => this.#showFigures(shown));
  }

  /** @param lines [{ id, name, colour, stepsPerEpoch, series (of a metric key), strong, faint }] */
  append(lines) {
    const { key, smoothed } = this.#line();
    this.#lines = lines;
    this.series = new Map(lines.map((line) => [String(line.id), line.series(key)]).filter(([, own]) => own?.length > 0));
    this.element.hidden = this.series.size === 0;
    this.element.dataset.lines = this.series.size;
    if (this.series.size === 0) return;
    const names = JSON.stringify(lines.map(({ id, name, strong, faint }) => [id, name, strong, faint]));
    if (names !== this.#names) this.#chart.setLines(lines.map((line) => ({ ...line, key: String(line.id), smoothed })));
    this.#names = names;
    this.#chart.append(this.series);
  }

  setView(view) {
    this.#view = view;
    this.#chart.setView(view);
  }

  get chart() {
    return this.#chart;
  }

  /** The lines of the table, by their names. */
  lines() {
    return this.#lines.map(({ id, name }) => ({ key: String(id), name }));
  }

  csv() {
    const { key } = this.#line();
    return this.#lines.flatMap(({ runs }) => runs).map(({ id, name }) => (
      { label: `CSV of run ${id}, ${name}`, id: `save-csv-${id}`, href: metricsCsvUrl(id, [key]), download: `run-${id}-${this.#definition.id}.csv` }));
  }

  /** What stands around the chart where it is drawn alone. */
  words() {
    const drawn = this.#lines.filter(({ id }) => this.series.has(String(id)));
    return {
      title: this.title, subtitle: plural(drawn.length, "line"), unit: this.#unit.textContent, foot: this.#points.textContent,
      legend: drawn.map(({ name, colour: token }) => ({ name, stroke: colour(token) })),
    };
  }

  destroy() {
    this.#tools.destroy();
    this.#chart.destroy();
    this.#overlay.destroy();
  }

  #line() {
    return linesOf(this.#definition, this.#view.normalised, 0)[this.#index];
  }

  #showFigures(figures) {
    const { shown, last, exponent } = figures;
    const { unit, measured, both, ratio, format } = this.#definition;
    const scale = ratio || this.#view.log ? ", log scale" : "";
    const kind = measured && both && this.#view.normalised ? ", normalised" : "";
    setText(this.#unit, (exponent === 0 ? "" : `${power(exponent).trim()} `) + unit + kind + scale);
    this.#overlay.refresh(this.#chart);
    this.element.dataset.points = shown;
    setText(this.#points, `${plural(last.length, "line")} · ${pointsText(figures)}`);
    this.#canvas.setAttribute("aria-label", `${this.title}: ${last.map(({ line, value }) => `${line.name} ${(format ?? number)(value)}`).join(", ")}`);
  }

  #explain() {
    const { formula, define } = this.#definition;
    infoDialog({ title: this.title, math: formula, paragraphs: define });
  }
}
