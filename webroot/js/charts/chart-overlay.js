import { h } from "../dom.js";
import { nearest } from "./x-unit.js";

const DRAG_FROM = 4;
const JUMPS = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };

/**
 * What lies over a line chart: the crosshair with the values it meets, and the stretch being dragged to zoom in.
 * It moves nothing but a few elements, so that pointing costs no drawing.
 */
export class ChartOverlay {
  #chart = null;
  #crosshair;
  #zoom;
  #drag = null;
  #line = h("div", { class: "cross-line" });
  #stretch = h("div", { class: "zoom-stretch", hidden: true });
  #dots = h("div");
  #readout = h("div", { class: "chart-readout", hidden: true, "data-testid": "chart-readout" });
  #onMove = () => this.#show();

  /** @param zoom the shared zoom: to(from, to) in steps, by(factor, step), reset() */
  constructor(title, crosshair, zoom) {
    this.#crosshair = crosshair;
    this.#zoom = zoom;
    this.element = h("div", {
      class: "chart-overlay", tabindex: 0, role: "slider", "aria-label": `${title}: values along the run`,
      "aria-keyshortcuts": "+ - 0", "data-testid": "chart-overlay",
      onpointerdown: (event) => this.#onDown(event), onpointermove: (event) => this.#onPointer(event),
      onpointerup: (event) => this.#onUp(event), onpointercancel: () => this.#endDrag(),
      onpointerleave: () => !this.#drag && this.#crosshair.moveTo(null),
      ondblclick: () => this.#zoom.reset(), onkeydown: (event) => this.#onKey(event),
      onblur: () => this.#crosshair.moveTo(null),
    }, this.#line, this.#stretch, this.#dots, this.#readout);
    crosshair.addEventListener("change", this.#onMove);
    this.#show();
  }

  /** The chart was drawn anew. */
  refresh(chart) {
    this.#chart = chart;
    const { xs } = chart;
    this.element.setAttribute("aria-valuemin", xs[0] ?? 0);
    this.element.setAttribute("aria-valuemax", xs.at(-1) ?? 0);
    this.#show();
  }

  destroy() {
    this.#crosshair.removeEventListener("change", this.#onMove);
    this.element.remove();
  }

  #show() {
    const { x } = this.#crosshair;
    const read = x === null || !this.#chart ? null : this.#chart.readAt(x);
    this.#line.hidden = this.#dots.hidden = this.#readout.hidden = !read;
    if (!read) {
      this.element.setAttribute("aria-valuenow", this.#chart?.xs.at(-1) ?? 0);
      this.element.setAttribute("aria-valuetext", "arrow keys read the values, plus and minus zoom");
      return;
    }
    const { left, right, top, bottom } = this.#chart.area;
    place(this.#line, { left: read.left, top, height: bottom - top });
    this.#dots.replaceChildren(...read.rows.filter((row) => row.top !== null).map((row) => {
      const dot = h("div", { class: "cross-dot" });
      dot.style.backgroundColor = row.stroke;
      place(dot, { left: row.left, top: row.top });
      return dot;
    }));
    this.#readout.replaceChildren(h("div", { class: "chart-readout-title" }, read.title), ...read.rows.map(readoutRow));
    this.#readout.classList.toggle("chart-readout-left", read.left > (left + right) / 2);
    this.#readout.style.setProperty("--line-at", `${read.left}px`);
    place(this.#readout, { left: read.left, top });
    this.element.setAttribute("aria-valuenow", x);
    this.element.setAttribute("aria-valuetext", [read.title, ...read.rows.map(({ name, text }) => `${name} ${text}`.trim())].join(", "));
  }

  #onDown(event) {
    if (!this.#chart?.area || event.button !== 0 || event.pointerType === "touch") return;
    this.#drag = { from: this.#inside(event), moved: false };
    this.element.setPointerCapture(event.pointerId);
  }

  #onPointer(event) {
    if (!this.#chart?.area) return;
    const at = this.#inside(event);
    this.#pointAt(this.#chart.xAt(at));
    if (!this.#drag) return;
    this.#drag.moved ||= Math.abs(at - this.#drag.from) >= DRAG_FROM;
    this.#stretch.hidden = !this.#drag.moved;
    const { top, bottom } = this.#chart.area;
    const left = Math.min(at, this.#drag.from);
    place(this.#stretch, { left, top, width: Math.abs(at - this.#drag.from), height: bottom - top });
  }

  #onUp(event) {
    const drag = this.#endDrag();
    if (!drag?.moved) return;
    const [low, high] = [drag.from, this.#inside(event)].sort((a, b) => a - b);
    this.#zoom.to(...[low, high].map((pixel) => this.#chart.toStep(this.#chart.xAt(pixel))));
  }

  #endDrag() {
    const drag = this.#drag;
    this.#drag = null;
    this.#stretch.hidden = true;
    return drag;
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#chart?.area) return;
    const { key } = event;
    if (key in JUMPS) this.#jump(JUMPS[key] * (event.shiftKey ? 10 : 1));
    else if (key === "+" || key === "=") this.#zoom.by(0.5, this.#step());
    else if (key === "-" || key === "−") this.#zoom.by(2, this.#step());
    else if (key === "0") this.#zoom.reset();
    else if (key === "Escape" && this.#drag) this.#endDrag();
    else if (key === "Escape" && !this.element.closest("dialog")) this.#zoom.reset();
    else return;
    event.preventDefault();
  }

  /** Some recorded points along. */
  #jump(by) {
    const { xs } = this.#chart;
    const { x } = this.#crosshair;
    const start = x === null ? (by < 0 ? xs.length : -1) : nearest(xs, x);
    this.#crosshair.moveTo(xs[Math.max(0, Math.min(xs.length - 1, start + by))] ?? null);
  }

  #step() {
    const { x } = this.#crosshair;
    return x === null ? null : this.#chart.toStep(x);
  }

  #pointAt(x) {
    const { xs } = this.#chart;
    this.#crosshair.moveTo(xs[nearest(xs, x)] ?? null);
  }

  /** Where in the plot, in pixels of the chart. */
  #inside(event) {
    const { left, right } = this.#chart.area;
    return Math.min(right, Math.max(left, event.clientX - this.element.getBoundingClientRect().left));
  }
}

function readoutRow({ name, stroke, text }) {
  const dot = h("span", { class: "chart-readout-dot" });
  dot.style.backgroundColor = stroke;
  return h("div", { class: "chart-readout-row" }, dot, name ? h("span", {}, name) : null, h("b", {}, text));
}

function place(element, { left, top, width, height }) {
  element.style.transform = `translate(${left}px, ${top}px)`;
  if (width !== undefined) element.style.width = `${width}px`;
  if (height !== undefined) element.style.height = `${height}px`;
}
