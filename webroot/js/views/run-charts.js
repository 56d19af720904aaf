import { sharedZoom } from "../charts/zoom.js";
import { h } from "../dom.js";
import { SECTIONS } from "../measures.js";
import { ChartCard } from "./chart-card.js";
import { ChartSettings, chartView } from "./chart-settings.js";
import { Panels } from "./panels.js";
import { ZoomDetail } from "./zoom-detail.js";

/** All charts of a run, in sections, with the switches they share. Their state is in the URL. */
export class RunCharts {
  #context;
  #run;
  #params;
  #series = new Map();
  #cards = [];
  #crosshair;
  #zoom;
  #settings;
  #panels = new Panels("run");
  #detail;

  /** @param crosshair what the charts of the page point at together */
  constructor(run, context, params, crosshair) {
    this.#run = run;
    this.#context = context;
    this.#params = params;
    this.#crosshair = crosshair;
    this.#zoom = sharedZoom(context.router, () => this.#view().zoom, () => this.#lastStep());
    this.#settings = new ChartSettings(context.router, this.#zoom);
    this.#detail = new ZoomDetail(run.id, () => this.append(this.#series));
    this.element = h("div", { class: "charts", "data-testid": "charts" },
      h("div", { class: "section-head section-head-controls" }, h("h2", {}, "Measures"), this.#settings.element, this.#panels.element), ...SECTIONS.map((section) => this.#section(section)));
    this.#settings.show(this.#view(), this.#canNormalise());
  }

  showRun(run) {
    const before = this.#run.setup;
    this.#run = run;
    if (!before && run.setup) this.#setViews();
    for (const card of this.#cards) card.showRun(run);
  }

  append(series) {
    this.#series = series;
    const drawn = this.#drawn();
    for (const card of this.#cards) card.append(drawn);
  }

  setParams(params) {
    const before = JSON.stringify(this.#view());
    this.#params = params;
    if (JSON.stringify(this.#view()) !== before) this.#setViews();
  }

  destroy() {
    this.#detail.drop();
    for (const card of this.#cards) card.destroy();
    this.#cards = [];
  }

  #view() {
    return chartView(this.#params, { canNormalise: this.#canNormalise(), stepsPerEpoch: this.#run.setup?.stepsPerEpoch ?? 0 });
  }

  /** The series as the charts draw them: finer ones of the steps that are zoomed into. */
  #drawn() {
    return this.#detail.of(this.#series, this.#view().zoom);
  }

  #lastStep() {
    return Math.max(1, ...[...this.#series.values()].map(({ steps }) => steps.at(-1) ?? 0));
  }

  #canNormalise() {
    return this.#run.spec.measure.normalise;
  }

  #setViews() {
    this.#crosshair.moveTo(null);
    this.#settings.show(this.#view(), this.#canNormalise());
    for (const card of this.#cards) card.setView(this.#view());
    this.append(this.#series);
  }

  #section({ id, title, charts, folded }) {
    const grid = h("div", { class: "chart-grid" });
    const regression = this.#run.spec.dataset.name === "curve";
    const deep = this.#run.spec.network.hidden.length > 1;
    const shown = charts.filter((chart) => !(chart.classification && regression) && !(chart.regression && !regression) && !(chart.deep && !deep));
    const fill = () => {
      const cards = shown.map((chart) => new ChartCard(chart, this.#run, this.#view(), { crosshair: this.#crosshair, zoom: this.#zoom }));
      this.#cards.push(...cards);
      this.#panels.add(id, title, grid, cards);
      for (const card of cards) card.append(this.#drawn());
    };
    if (!folded) {
      fill();
      return h("section", { class: "chart-section", "data-section": id, "aria-label": title }, h("h3", {}, title), grid);
    }
    const details = h("details", { class: "chart-section", "data-section": id }, h("summary", {}, title), grid);
    details.addEventListener("toggle", () => details.open && grid.childElementCount === 0 && fill());
    return details;
  }
}
