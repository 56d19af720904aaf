import { h } from "../dom.js";
import { zoomOf } from "../charts/zoom.js";
import { segmented } from "./segmented.js";
import { ZoomControl } from "./zoom-control.js";

const X_AXES = [["step", "Step"], ["epoch", "Epoch"], ["time", "Time"]];

/** What an address says of how charts are drawn; `canNormalise` is whether there are normalised values. */
export function chartView(params, { canNormalise, stepsPerEpoch }) {
  const x = params.get("x");
  const smoothing = Number(params.get("smooth") ?? 0);
  return {
    x: X_AXES.some(([name]) => name === x) ? x : "step",
    log: params.get("log") === "1",
    normalised: canNormalise && params.get("raw") !== "1",
    smoothing: smoothing >= 0 && smoothing < 1 ? smoothing : 0,
    stepsPerEpoch,
    zoom: zoomOf(params),
  };
}

/** The switches that the charts of a page share. */
export class ChartSettings {
  #router;
  #zoomControl;
  element = h("div", { class: "controls", role: "group", "aria-label": "Chart settings" });

  constructor(router, zoom) {
    this.#router = router;
    this.#zoomControl = new ZoomControl(zoom);
  }

  show(view, canNormalise, more = []) {
    const set = (changes) => this.#router.setParams(changes);
    const { activeElement: active } = document;
    const inZoom = this.#zoomControl.element.contains(active);
    const focused = active?.name && this.element.contains(active) ? `[name="${active.name}"][value="${active.value}"]` : null;
    const smoothing = h("input", {
      type: "range", min: 0, max: 0.99, step: 0.01, value: String(view.smoothing), name: "smooth", class: "smooth-range",
      onchange: (event) => set({ smooth: Number(event.target.value) > 0 ? event.target.value : null }),
    });
    this.#zoomControl.show(view.zoom);
    this.element.replaceChildren(...[
      ...more,
      canNormalise ? segmented("values", "Values", [["normalised", "Normalised"], ["raw", "Raw"]], view.normalised ? "normalised" : "raw",
        (value) => set({ raw: value === "raw" ? "1" : null })) : null,
      segmented("x", "X axis", X_AXES, view.x, (value) => set({ x: value === "step" ? null : value })),
      segmented("log", "Y axis", [["0", "Linear"], ["1", "Log"]], view.log ? "1" : "0", (value) => set({ log: value === "1" ? "1" : null })),
      h("label", { class: "smooth" }, "Smoothing", smoothing), this.#zoomControl.element,
    ].filter(Boolean));
    if (inZoom) (active.disabled || active.hidden ? this.#zoomControl.element.querySelector(":enabled") : active).focus();
    if (focused) this.element.querySelector(focused)?.focus();
  }
}
