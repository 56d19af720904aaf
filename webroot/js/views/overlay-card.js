import { ChartOverlay } from "../charts/chart-overlay.js";
import { LineChart } from "../charts/line-chart.js";
import { h, setText } from "../dom.js";
import { count, number, plural, power } from "../format.js";
import { linesOf } from "../measures.js";
import { infoDialog } from "./dialogs.js";

/** A chart of one measure with a line for each run, or group of runs. It hides itself while no run has the measure. */
export class OverlayCard {
  #definition;
  #index;
  #title;
  #view;
  #chart;
  #overlay;
  #names = "";
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
    this.#title = definition.lines.length > 1 ? `${definition.title}: ${name}` : definition.title;
    this.#overlay = new ChartOverlay(this.#title, shared.crosshair, shared.zoom);
    this.element = h("figure", { class: "card chart", "data-chart": definition.lines.length > 1 ? `${definition.id}-${name.replaceAll(" ", "-")}` : definition.id, "data-lines": 0, hidden: true },
      h("figcaption", {},
        h("div", { class: "chart-title" }, h("h4", {}, this.#title),
          h("button", { type: "button", class: "help", "aria-label": `What is: ${this.#title}`, title: "Definition", onclick: () => this.#explain() }, "?"))),
      this.#unit, h("div", { class: "chart-frame" }, h("div", { class: "chart-plot" }, this.#canvas, this.#overlay.element)),
      h("div", { class: "chart-foot" }, this.#points));
    const { ratio, range, format, reference } = definition;
    this.#chart = new LineChart(this.#canvas, { lines: [], ratio, range, format, reference, many: true }, view, (shown) => this.#showFigures(shown));
  }

  /** @param lines [{ id, name, colour, stepsPerEpoch, series (of a metric key), strong, faint }] */
  append(lines) {
    const { key, smoothed } = this.#line();
    const series = new Map(lines.map((line) => [String(line.id), line.series(key)]).filter(([, own]) => own?.length > 0));
    this.element.hidden = series.size === 0;
    this.element.dataset.lines = series.size;
    if (series.size === 0) return;
    const names = JSON.stringify(lines.map(({ id, name, strong, faint }) => [id, name, strong, faint]));
    if (names !== this.#names) this.#chart.setLines(lines.map((line) => ({ ...line, key: String(line.id), smoothed })));
    this.#names = names;
    this.#chart.append(series);
  }

  setView(view) {
    this.#view = view;
    this.#chart.setView(view);
  }

  destroy() {
    this.#chart.destroy();
    this.#overlay.destroy();
  }

  #line() {
    return linesOf(this.#definition, this.#view.normalised, 0)[this.#index];
  }

  #showFigures({ shown, total, marks, hidden, last, exponent }) {
    const { unit, measured, both, ratio, format } = this.#definition;
    const scale = ratio || this.#view.log ? ", log scale" : "";
    const kind = measured && both && this.#view.normalised ? ", normalised" : "";
    setText(this.#unit, (exponent === 0 ? "" : `${power(exponent).trim()} `) + unit + kind + scale);
    this.#overlay.refresh(this.#chart);
    this.element.dataset.points = shown;
    const all = shown + marks + hidden >= total;
    setText(this.#points, [
      plural(last.length, "line"),
      all ? plural(shown, "point") : `${count(shown)} of ${count(total)} points (least and greatest per stretch)`,
      marks > 0 ? `${count(marks)} not finite (△)` : "", hidden > 0 ? `${count(hidden)} not above 0` : "",
    ].filter(Boolean).join(" · "));
    this.#canvas.setAttribute("aria-label", `${this.#title}: ${last.map(({ line, value }) => `${line.name} ${(format ?? number)(value)}`).join(", ")}`);
  }

  #explain() {
    infoDialog({ title: this.#title, paragraphs: this.#definition.define });
  }
}
