import { Crosshair } from "../charts/crosshair.js";
import { sharedZoom } from "../charts/zoom.js";
import { h } from "../dom.js";
import { isOverlaid, SECTIONS } from "../measures.js";
import { ChartSettings, chartView } from "./chart-settings.js";
import { OverlayCard } from "./overlay-card.js";
import { Panels } from "./panels.js";
import { RunLegend } from "./run-legend.js";
import { segmented } from "./segmented.js";

/** Charts of many runs, a line for each, in sections. Their settings are in the URL. */
export class OverlayCharts {
  #context;
  #params;
  #lines = [];
  #canNormalise = true;
  #highlighted = null;
  #cards = [];
  #crosshair = new Crosshair();
  #zoom;
  #settings;
  #panels = new Panels("overlay");
  #legend = new RunLegend((id) => this.highlight(id));

  constructor(context, params) {
    this.#context = context;
    this.#params = params;
    this.#zoom = sharedZoom(context.router, () => this.#view().zoom, () => this.#lastStep());
    this.#settings = new ChartSettings(context.router, this.#zoom);
    this.element = h("div", { class: "charts overlay-charts", "data-testid": "overlay" },
      h("div", { class: "section-head-controls" }, h("div", { class: "overlay-settings" }, this.#settings.element, this.#panels.element), this.#legend.element), ...SECTIONS.map((section) => this.#section(section)));
    this.#showSettings();
  }

  /** @param lines [{ id, name, colour, stepsPerEpoch, series (of a metric key) }] */
  show(lines, canNormalise) {
    this.#lines = lines;
    const before = this.#canNormalise;
    this.#canNormalise = canNormalise;
    if (before !== canNormalise) this.#setViews();
    this.#legend.show(lines);
    this.append();
  }

  /** Points came. */
  append() {
    const lines = this.#drawn();
    for (const card of this.#cards) card.append(lines);
  }

  setParams(params) {
    const before = JSON.stringify([this.#view(), this.#averaged()]);
    this.#params = params;
    if (JSON.stringify([this.#view(), this.#averaged()]) !== before) this.#setViews();
  }

  /** Sets one line apart from the others; null makes all alike again. */
  highlight(id) {
    if (id === this.#highlighted) return;
    this.#highlighted = id;
    this.append();
  }

  destroy() {
    for (const card of this.#cards) card.destroy();
  }

  #view() {
    return chartView(this.#params, { canNormalise: this.#canNormalise, stepsPerEpoch: this.#lines.find((line) => line.stepsPerEpoch)?.stepsPerEpoch ?? 0 });
  }

  #averaged() {
    return this.#params.get("mean") === "1";
  }

  #drawn() {
    const apart = this.#lines.some((line) => line.id === this.#highlighted) ? this.#highlighted : null;
    return apart === null ? this.#lines : this.#lines.map((line) => ({ ...line, strong: line.id === apart, faint: line.id !== apart }));
  }

  #lastStep() {
    return Math.max(1, ...this.#lines.map((line) => line.series("train/loss")?.steps.at(-1) ?? 0));
  }

  #setViews() {
    this.#crosshair.moveTo(null);
    this.#showSettings();
    for (const card of this.#cards) card.setView(this.#view());
    this.append();
  }

  #showSettings() {
    const lines = segmented("mean", "Lines", [["0", "Each run"], ["1", "Group mean"]], this.#averaged() ? "1" : "0",
      (value) => this.#context.router.setParams({ mean: value === "1" ? "1" : null }));
    lines.title = "Group mean: the mean of runs that differ in their seed, or of each group of the table, with a band from the least to the greatest";
    this.#settings.show(this.#view(), this.#canNormalise, [lines]);
  }

  #section({ id, title, charts, folded }) {
    const grid = h("div", { class: "chart-grid" });
    const fill = () => {
      const shared = { crosshair: this.#crosshair, zoom: this.#zoom };
      const cards = charts.filter(isOverlaid).flatMap((chart) => chart.lines.map((line, i) => new OverlayCard(chart, i, this.#view(), shared)));
      this.#cards.push(...cards);
      this.#panels.add(id, title, grid, cards);
      for (const card of cards) card.append(this.#drawn());
    };
    const details = h("details", { class: "chart-section", "data-section": id, open: !folded }, h("summary", {}, h("h3", {}, title)), grid);
    if (!folded) fill();
    else details.addEventListener("toggle", () => details.open && grid.childElementCount === 0 && fill());
    return details;
  }
}
