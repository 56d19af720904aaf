import { h } from "../dom.js";
import { colour, theme } from "../theme.js";
import { SteadyRange } from "./axis.js";
import { outputColours } from "./palette.js";
import { chordBand, slopeBand } from "./path-geometry.js";
import {
  drawAxis, drawBand, drawCurve, drawDots, drawLabels, drawPositionAxis, drawRug, line, xOf, yOf,
} from "./path-layers.js";
import { throttled } from "./schedule.js";

const DOTS_UP_TO = 60;

/**
 * The path of one pair: every output along the segment, the kinks, and the slopes of the chosen outputs.
 * The first chosen output carries the random-walk bands. Calls `onCursor(t)` (null when it leaves) and
 * `onPick(output)` when a name at the right is clicked.
 */
export class PathPlot {
  #base = h("canvas", { class: "path-canvas", "aria-hidden": "true" });
  #over = h("canvas", { class: "path-canvas", "aria-hidden": "true" });
  #outputRange = new SteadyRange();
  #slopeRange = new SteadyRange();
  #redraw = throttled(() => this.#draw(), 0);
  #onTheme = () => this.#redraw.request();
  #resize = new ResizeObserver(() => this.#redraw.request());
  #callbacks;
  #view = null;
  #cursor = null;
  #layout = null;
  #labels = [];

  constructor({ onCursor, onPick }) {
    this.#callbacks = { onCursor, onPick };
    this.element = h("div", {
      class: "path-plot", tabindex: 0, role: "slider", "aria-label": "Position t on the path",
      "aria-valuemin": 0, "aria-valuemax": 1, "aria-valuenow": 0.5, "data-testid": "path-plot",
      onpointermove: (event) => this.#onPointer(event), onpointerdown: (event) => this.#onPointer(event),
      onpointerleave: () => this.#moveTo(null), onclick: (event) => this.#onClick(event),
      onkeydown: (event) => this.#onKey(event), onblur: () => this.#moveTo(null),
    }, this.#base, this.#over);
    this.#resize.observe(this.element);
    theme.addEventListener("change", this.#onTheme);
  }

  /**
   * @param view geometry; chosen outputs, the first with bands; names of the outputs; number of hidden
   *     layers; show: "output" or "bend" (the distance from the chord); points: samples on the way, whose curve then
   *     stands without chord and bands
   */
  set(view) {
    if (this.#view?.show !== view.show || this.#view?.pair !== view.pair) this.#outputRange.reset();
    if (this.#view?.pair !== view.pair || String(this.#view?.chosen) !== String(view.chosen)) this.#slopeRange.reset();
    this.#view = view;
    this.#redraw.request();
  }

  /** Left and right margin of the plot in CSS pixels, for what is aligned with it. */
  get margins() {
    return this.element.clientWidth < 560 ? { left: 48, right: 40 } : { left: 64, right: 72 };
  }

  destroy() {
    this.#redraw.cancel();
    this.#resize.disconnect();
    theme.removeEventListener("change", this.#onTheme);
    this.element.remove();
  }

  #draw() {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    if (!this.#view || width === 0 || height === 0) return;
    this.#layout = this.#panels(width, height);
    const ctx = prepare(this.#base, width, height);
    const { geometry, chosen, layers } = this.#view;
    const colours = outputColours(chosen);
    this.#fitRanges();
    const { upper, rug, lower } = this.#layout;
    const title = this.#view.show === "bend" ? "distance from the chord (output)" : "output F(t)";
    drawAxis(ctx, upper, title, 5);
    drawAxis(ctx, lower, "slope dF/ds (output / input)", 4);
    drawPositionAxis(ctx, lower);
    if (chosen.length > 0 && !this.#view.points) this.#drawBands(ctx, upper, lower);
    this.#drawOutputs(ctx, upper, colours);
    if (this.#view.points) drawDots(ctx, upper, this.#view.points.map(({ t }) => t), this.#view.points.map(({ value }) => value), colour("ink"), 2.5);
    drawRug(ctx, rug, geometry.path, layers);
    this.#drawSlopes(ctx, lower, colours);
    this.#labels = this.#drawNames(ctx, upper, colours);
    this.#drawCursor();
  }

  #panels(width, height) {
    const { left, right } = this.margins;
    const sides = { left, right: width - right };
    const rugHeight = this.#view.layers === 1 ? 14 : Math.min(48, 14 * this.#view.layers);
    const free = height - 28 - 16 - rugHeight - 40 - 30;
    const upper = { ...sides, top: 28, bottom: 28 + Math.round(free * 0.62) };
    const rug = { ...sides, top: upper.bottom + 16, bottom: upper.bottom + 16 + rugHeight };
    const lower = { ...sides, top: rug.bottom + 40, bottom: height - 30 };
    return { upper, rug, lower };
  }

  #fitRanges() {
    const { geometry, chosen, points } = this.#view;
    const outputs = extent();
    for (let c = 0; c < geometry.outputs; c++) outputs.add(this.#shown(c));
    if (points) outputs.add(points.map((point) => point.value));
    const slopes = extent();
    for (const c of chosen.length > 0 ? chosen : [0]) slopes.add(geometry.output(c).slopes);
    if (chosen.length > 0 && !points) {
      const band = this.#bands();
      outputs.add(band.upperLow).add(band.upperHigh);
      slopes.add(band.lowerLow).add(band.lowerHigh);
    }
    const { upper, lower } = this.#layout;
    Object.assign(upper, pick(this.#outputRange.fit(outputs.low, outputs.high)));
    Object.assign(lower, pick(this.#slopeRange.fit(slopes.low, slopes.high)));
  }

  /** What the upper panel shows of an output at its nodes. */
  #shown(c) {
    const { geometry, show } = this.#view;
    const { values, first, last } = geometry.output(c);
    if (show !== "bend") return values;
    return values.map((value, i) => value - first - (last - first) * geometry.nodes[i]);
  }

  #bands() {
    const { geometry, chosen: [c], show } = this.#view;
    const { first, last } = geometry.output(c);
    const chord = chordBand(geometry, c);
    const walk = slopeBand(geometry, c);
    const middle = ({ t }) => (show === "bend" ? 0 : first + (last - first) * t);
    const slopeT = steps(geometry.nodes);
    const low = walk.means.map((mean, i) => mean - walk.deviations[i]);
    const high = walk.means.map((mean, i) => mean + walk.deviations[i]);
    return {
      upperT: chord.map(({ t }) => t),
      upperLow: chord.map((point) => middle(point) - point.deviation),
      upperHigh: chord.map((point) => middle(point) + point.deviation),
      lowerT: slopeT, lowerLow: twice(low), lowerHigh: twice(high),
    };
  }

  #drawBands(ctx, upper, lower) {
    const band = this.#bands();
    drawBand(ctx, upper, band.upperT, band.upperLow, band.upperHigh);
    drawBand(ctx, lower, band.lowerT, band.lowerLow, band.lowerHigh);
  }

  #drawOutputs(ctx, panel, colours) {
    const { geometry, chosen, show, points } = this.#view;
    const { nodes } = geometry;
    for (let c = 0; c < geometry.outputs; c++) {
      if (!colours.has(c)) drawCurve(ctx, panel, nodes, this.#shown(c), { stroke: colour("curve-rest"), width: 1 });
    }
    for (const c of [...chosen].reverse()) {
      const { first, last } = geometry.output(c);
      const chord = show === "bend" ? [0, 0] : [first, last];
      if (!points) drawCurve(ctx, panel, [0, 1], chord, { stroke: colour("theory"), width: 1.25, dash: [5, 4] });
      const values = this.#shown(c);
      drawCurve(ctx, panel, nodes, values, { stroke: colours.get(c), width: 2 });
      if (geometry.kinks <= DOTS_UP_TO) {
        drawDots(ctx, panel, geometry.path.t, values.slice(1, -1), colours.get(c), 2.5);
      }
    }
  }

  #drawSlopes(ctx, panel, colours) {
    const { geometry, chosen } = this.#view;
    const t = steps(geometry.nodes);
    for (const c of [...chosen].reverse()) {
      drawCurve(ctx, panel, t, twice(geometry.output(c).slopes), { stroke: colours.get(c), width: 1.5 });
    }
  }

  #drawNames(ctx, panel, colours) {
    const { geometry, names } = this.#view;
    const labels = Array.from({ length: geometry.outputs }, (_, c) => ({
      output: c, name: names[c] ?? String(c), value: this.#shown(c).at(-1), colour: colours.get(c),
    }));
    return this.#view.show === "bend" ? drawLabels(ctx, panel, labels.filter((label) => label.colour))
      : drawLabels(ctx, panel, labels);
  }

  #drawCursor() {
    const ctx = prepare(this.#over, this.element.clientWidth, this.element.clientHeight);
    if (this.#cursor === null || !this.#layout) return;
    const { upper, lower } = this.#layout;
    const { geometry, chosen, show } = this.#view;
    const t = this.#cursor;
    const colours = outputColours(chosen);
    ctx.strokeStyle = colour("ink-3");
    ctx.lineWidth = 1;
    line(ctx, xOf(upper, t), upper.top, xOf(upper, t), lower.bottom);
    for (const c of chosen) {
      const { first, last, slopes } = geometry.output(c);
      const value = geometry.valueAt(c, t) - (show === "bend" ? first + (last - first) * t : 0);
      ring(ctx, xOf(upper, t), yOf(upper, value), colours.get(c));
      ring(ctx, xOf(lower, t), yOf(lower, slopes[geometry.pieceAt(t)]), colours.get(c));
    }
  }

  #moveTo(t) {
    if (t === this.#cursor || !this.#view) return;
    this.#cursor = t;
    this.#drawCursor();
    this.#callbacks.onCursor(t);
  }

  #place(event) {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #onPointer(event) {
    if (!this.#layout) return;
    const { upper } = this.#layout;
    const t = (this.#place(event).x - upper.left) / (upper.right - upper.left);
    this.#moveTo(t < -0.02 || t > 1.02 ? null : Math.min(1, Math.max(0, t)));
  }

  #onClick(event) {
    if (!this.#layout) return;
    const { x, y } = this.#place(event);
    if (x < this.#layout.upper.right) return;
    const label = this.#labels.find((candidate) => Math.abs(candidate.y - y) <= 8);
    if (label) this.#callbacks.onPick(label.output);
  }

  #onKey(event) {
    const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!sign) return;
    event.preventDefault();
    const t = (this.#cursor ?? 0.5) + sign * (event.shiftKey ? 0.1 : 0.01);
    this.#moveTo(Math.min(1, Math.max(0, Math.round(t * 1000) / 1000)));
  }
}

function prepare(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}

function ring(ctx, x, y, fill) {
  ctx.beginPath();
  ctx.arc(x, y, 4, 0, 2 * Math.PI);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.strokeStyle = colour("card");
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

function extent() {
  return {
    low: Infinity,
    high: -Infinity,
    add(values) {
      for (const value of values) {
        if (!Number.isFinite(value)) continue;
        if (value < this.low) this.low = value;
        if (value > this.high) this.high = value;
      }
      return this;
    },
  };
}

function pick({ low, high }) {
  return { low, high };
}

/** The ends of every piece: t0 t1, t1 t2, … */
function steps(nodes) {
  return twice(nodes).subarray(1, 2 * nodes.length - 1);
}

function twice(values) {
  const doubled = new Float64Array(2 * values.length);
  values.forEach((value, i) => {
    doubled[2 * i] = value;
    doubled[2 * i + 1] = value;
  });
  return doubled;
}
