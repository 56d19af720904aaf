import { Crosshair } from "../charts/crosshair.js";
import { scaled, stretch, zoomOf } from "../charts/zoom.js";
import { h } from "../dom.js";
import { SECTIONS } from "../measures.js";
import { ChartCard } from "./chart-card.js";
import { segmented } from "./segmented.js";
import { ZoomControl } from "./zoom-control.js";
import { ZoomDetail } from "./zoom-detail.js";

const X_AXES = [["step", "Step"], ["epoch", "Epoch"], ["time", "Time"]];

/** All charts of a run, in sections, with the switches they share. Their state is in the URL. */
export class RunCharts {
  #context;
  #run;
  #params;
  #series = new Map();
  #cards = [];
  #crosshair = new Crosshair();
  #zoom = {
    to: (from, to) => this.#setZoom(stretch(from, to, this.#lastStep())),
    by: (factor, around = null) => this.#setZoom(scaled(this.#view().zoom, factor, around, this.#lastStep())),
    reset: () => this.#setZoom(null),
  };
  #zoomControl = new ZoomControl(this.#zoom);
  #detail;
  #controls = h("div", { class: "controls", role: "group", "aria-label": "Chart settings" });

  constructor(run, context, params) {
    this.#run = run;
    this.#context = context;
    this.#params = params;
    this.#detail = new ZoomDetail(run.id, () => this.append(this.#series));
    this.element = h("div", { class: "charts", "data-testid": "charts" },
      h("div", { class: "section-head section-head-controls" }, h("h2", {}, "Measures"), this.#controls), ...SECTIONS.map((section) => this.#section(section)));
    this.#buildControls();
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
    const x = this.#params.get("x");
    const smoothing = Number(this.#params.get("smooth") ?? 0);
    return {
      x: X_AXES.some(([name]) => name === x) ? x : "step",
      log: this.#params.get("log") === "1",
      normalised: this.#canNormalise() && this.#params.get("raw") !== "1",
      smoothing: smoothing >= 0 && smoothing < 1 ? smoothing : 0,
      stepsPerEpoch: this.#run.setup?.stepsPerEpoch ?? 0,
      zoom: zoomOf(this.#params),
    };
  }

  /** The series as the charts draw them: finer ones of the steps that are zoomed into. */
  #drawn() {
    return this.#detail.of(this.#series, this.#view().zoom);
  }

  #setZoom(zoom) {
    this.#context.router.setParams({ from: zoom?.from ?? null, to: zoom?.to ?? null });
  }

  #lastStep() {
    return Math.max(1, ...[...this.#series.values()].map(({ steps }) => steps.at(-1) ?? 0));
  }

  #canNormalise() {
    return this.#run.spec.measure.normalise;
  }

  #setViews() {
    this.#crosshair.moveTo(null);
    this.#buildControls();
    for (const card of this.#cards) card.setView(this.#view());
    this.append(this.#series);
  }

  #section({ id, title, charts, folded }) {
    const grid = h("div", { class: "chart-grid" });
    const regression = this.#run.spec.dataset.name === "curve";
    const deep = this.#run.spec.network.hidden.length > 1;
    const shown = charts.filter((chart) => !(chart.classification && regression) && !(chart.regression && !regression) && !(chart.deep && !deep));
    const fill = () => {
      for (const chart of shown) {
        const card = new ChartCard(chart, this.#run, this.#view(), { crosshair: this.#crosshair, zoom: this.#zoom });
        this.#cards.push(card);
        grid.append(card.element);
        card.append(this.#drawn());
      }
    };
    if (!folded) {
      fill();
      return h("section", { class: "chart-section", "data-section": id, "aria-label": title }, h("h3", {}, title), grid);
    }
    const details = h("details", { class: "chart-section", "data-section": id }, h("summary", {}, title), grid);
    details.addEventListener("toggle", () => details.open && grid.childElementCount === 0 && fill());
    return details;
  }

  #buildControls() {
    const view = this.#view();
    const set = (changes) => this.#context.router.setParams(changes);
    const { activeElement: active } = document;
    const inZoom = this.#zoomControl.element.contains(active);
    const focused = active?.name && this.#controls.contains(active) ? `[name="${active.name}"][value="${active.value}"]` : null;
    const smoothing = h("input", {
      type: "range", min: 0, max: 0.99, step: 0.01, value: String(view.smoothing), name: "smooth", class: "smooth-range",
      onchange: (event) => set({ smooth: Number(event.target.value) > 0 ? event.target.value : null }),
    });
    this.#zoomControl.show(view.zoom);
    this.#controls.replaceChildren(...[
      this.#canNormalise() ? segmented("values", "Values", [["normalised", "Normalised"], ["raw", "Raw"]], view.normalised ? "normalised" : "raw",
        (value) => set({ raw: value === "raw" ? "1" : null })) : null,
      segmented("x", "X axis", X_AXES, view.x, (value) => set({ x: value === "step" ? null : value })),
      segmented("log", "Y axis", [["0", "Linear"], ["1", "Log"]], view.log ? "1" : "0", (value) => set({ log: value === "1" ? "1" : null })),
      h("label", { class: "smooth" }, "Smoothing", smoothing), this.#zoomControl.element,
    ].filter(Boolean));
    if (inZoom) (active.disabled || active.hidden ? this.#zoomControl.element.querySelector(":enabled") : active).focus();
    if (focused) this.#controls.querySelector(focused)?.focus();
  }
}
