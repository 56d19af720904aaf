import { metricsCsvUrl } from "../api.js";
import { ChartOverlay } from "../charts/chart-overlay.js";
import { LineChart } from "../charts/line-chart.js";
import { StructureChart } from "../charts/structure-chart.js";
import { h, setText } from "../dom.js";
import { count, number, plural, power, withError } from "../format.js";
import { NORMALISED, RAW, linesOf } from "../measures.js";
import { hasEnded } from "../store.js";
import { ChartTools } from "./chart-tools.js";
import { infoDialog } from "./dialogs.js";

/** A chart with its title, explanation, definition and the figures below it. */
export class ChartCard {
  #definition;
  #run;
  #view;
  #shared;
  #chart = null;
  #overlay = null;
  #series = new Map();
  #plot = h("div", { class: "chart-plot" });
  #waiting = h("p", { class: "chart-waiting" });
  #unit = h("span", { class: "chart-unit" });
  #value = h("span", { class: "chart-value" });
  #points = h("span", { class: "chart-points" });
  #tools;

  /** @param shared what all charts of the page share: crosshair and zoom */
  constructor(definition, run, view, shared) {
    this.#definition = definition;
    this.#run = run;
    this.#view = view;
    this.#shared = shared;
    this.#tools = new ChartTools(this);
    this.element = h("figure", { class: "card chart", "data-chart": definition.id, "data-points": 0 },
      h("figcaption", {},
        h("div", { class: "chart-title" }, h("h4", {}, definition.title),
          h("button", { type: "button", class: "help", "aria-label": `What is: ${definition.title}`, title: "Definition", onclick: () => this.#explain() }, "?"), this.#tools.element),
        h("p", { class: "chart-says" }, definition.says)),
      this.#unit, h("div", { class: "chart-frame" }, this.#plot, this.#waiting),
      h("div", { class: "chart-foot" }, this.#value, this.#points));
    this.#showUnit();
    this.#showWaiting();
  }

  append(series) {
    this.#series = series;
    if (!this.lines().some((line) => series.get(line.key)?.length > 0)) return this.#showWaiting();
    if (!this.#chart) this.#makeChart();
    return this.#chart.append(series);
  }

  setView(view) {
    const rebuilt = view.normalised !== this.#view.normalised && this.#definition.both;
    this.#view = view;
    this.#showUnit();
    if (rebuilt) {
      this.#drop();
      this.append(this.#series);
    } else {
      this.#chart?.setView(view);
    }
  }

  showRun(run) {
    this.#run = run;
    this.#showWaiting();
  }

  destroy() {
    this.#tools.destroy();
    this.#drop();
  }

  get title() {
    return this.#definition.title;
  }

  /** The name of a file of it, without the ending. */
  get file() {
    return `run-${this.#run.id}-${this.#definition.id}`;
  }

  get chart() {
    return this.#chart;
  }

  get series() {
    return this.#series;
  }

  /** What stands around the chart where it is drawn alone. */
  words() {
    return { title: this.title, subtitle: `${this.#run.name} (run ${this.#run.id})`, unit: this.#unit.textContent, foot: this.#points.textContent };
  }

  csv() {
    const keys = this.lines().flatMap(({ key }) => (this.#series.has(`${key}_se`) ? [key, `${key}_se`] : [key]));
    return [{ label: "CSV, all points", id: "save-csv", href: metricsCsvUrl(this.#run.id, keys), download: `${this.file}.csv` }];
  }

  lines() {
    return linesOf(this.#definition, this.#view.normalised, this.#run.spec.network.hidden.length);
  }

  #makeChart() {
    const canvas = h("canvas", { role: "img", "aria-label": this.#definition.title });
    this.#waiting.hidden = true;
    const { title, ratio, range, format, reference, structure } = this.#definition;
    this.#overlay = structure ? null : new ChartOverlay(title, this.#shared.crosshair, this.#shared.zoom);
    this.#plot.replaceChildren(...[canvas, this.#overlay?.element].filter(Boolean));
    const Kind = structure ? StructureChart : LineChart;
    this.#chart = new Kind(canvas, { lines: this.lines(), ratio, range, format, reference }, this.#view, (shown) => this.#showFigures(shown, canvas));
  }

  #drop() {
    this.#chart?.destroy();
    this.#chart = null;
    this.#overlay?.destroy();
    this.#overlay = null;
    this.#plot.replaceChildren();
    this.element.dataset.points = 0;
  }

  #showUnit(exponent = 0) {
    const { unit, measured, both, ratio } = this.#definition;
    const scale = ratio || this.#view.log ? ", log scale" : "";
    const kind = measured && both && this.#view.normalised ? ", normalised" : "";
    const factor = exponent === 0 ? "" : `${power(exponent).trim()} `;
    setText(this.#unit, factor + unit + kind + scale);
  }

  #showWaiting() {
    if (this.#chart) return;
    this.#waiting.hidden = false;
    const ended = hasEnded(this.#run) ? "No values were recorded." : "The first values are on their way…";
    setText(this.#waiting, this.#run.state === "queued" ? "Starts with the run." : ended);
  }

  #showFigures(figures, canvas) {
    const { shown, total, marks, last, exponent } = figures;
    this.#showUnit(exponent);
    this.#overlay?.refresh(this.#chart);
    this.element.dataset.points = shown;
    this.element.dataset.total = total;
    this.element.dataset.marks = marks;
    const { format } = this.#definition;
    const text = last.map(({ line, value, error }) => {
      const figure = format ? format(value) : error === undefined ? number(value) : withError(value, error);
      return last.length > 1 ? `${line.name} ${figure}` : figure;
    }).join(" · ");
    const step = last.length > 0 ? Math.max(...last.map((entry) => entry.step)) : 0;
    const units = this.#definition.ofUnits && this.#run.setup?.layers.slice(1, -1).reduce((sum, width) => sum + width, 0);
    setText(this.#value, units && text ? `${text} of ${plural(units, "hidden unit")}` : text);
    setText(this.#points, this.#pointsText(figures));
    canvas.setAttribute("aria-label", `${this.#definition.title}: ${text ? `${text} at step ${count(step)}` : "no values"}, ${plural(shown, "point")}`);
  }

  #pointsText(figures) {
    return [
      pointsText(figures),
      figures.thinned && this.#view.smoothing > 0 && this.lines().some((line) => line.smoothed) ? "smoothed over the points shown" : "",
    ].filter(Boolean).join(" · ");
  }

  #explain() {
    const { formula, define, title, measured, both } = this.#definition;
    const pairs = this.#series.get("measure/pairs")?.last ?? this.#run.spec.measure.pairs;
    const undefinedPairs = this.#series.get("measure/undefined_pairs")?.last ?? 0;
    const paragraphs = [...define];
    if (measured) {
      paragraphs.push(`Estimator: exact. ${plural(pairs, "pair")}, ${count(undefinedPairs)} of them without kinks. `
        + "The band is ± 1 standard error over pairs; dashed is theory.");
      if (both) paragraphs.push(this.#view.normalised ? NORMALISED : RAW);
    }
    infoDialog({ title, math: formula, paragraphs });
  }
}

/** How much of what was recorded a chart shows. */
export function pointsText({ shown, total, marks, hidden, beyond, thinned }) {
  const all = !thinned && shown + marks + hidden >= total;
  const stretches = Number.isNaN(total) ? `${plural(shown, "point")} of more (least and greatest per stretch)` : `${count(shown)} of ${plural(total, "point")} (least and greatest per stretch)`;
  return [
    all ? plural(shown, "point") : stretches,
    marks > 0 ? `${count(marks)} not finite (△)` : "",
    beyond > 0 ? `${thinned ? "at least " : ""}${count(beyond)} beyond the axis` : "",
    hidden > 0 ? `${thinned ? "at least " : ""}${count(hidden)} not above 0` : "",
  ].filter(Boolean).join(" · ");
}
