import { h } from "../dom.js";
import { colour, isDark, theme } from "../theme.js";
import { layerColour } from "./palette.js";
import { PathGeometry } from "./path-geometry.js";
import { classColour } from "./scatter.js";
import { throttled } from "./schedule.js";

const COLUMNS = 144;
const MOST_HEIGHT = 460;
/** A line is followed in the direction that it crosses more steeply than this. */
const STEEP = 1.6;
const SAMPLE = 3;

/** The classes a network of two inputs tells apart, its units' kinks as lines, and the samples. */
export class SurfacePlot {
  #canvas = h("canvas", { class: "surface", role: "img" });
  #redraw = throttled(() => this.#draw(), 0);
  #request = () => this.#redraw.request();
  #resize = new ResizeObserver(this.#request);
  #view = null;

  constructor() {
    this.element = this.#canvas;
    this.#resize.observe(this.#canvas);
    theme.addEventListener("change", this.#request);
  }

  /** @param view slices (rows from below, then columns from the left), layers, data (samples and box) or null, label */
  set(view) {
    const half = view.slices.length / 2;
    const rows = view.slices.slice(0, half).map((slice) => new PathGeometry(slice));
    this.#view = { ...view, rows, columns: view.slices.slice(half) };
    this.#canvas.setAttribute("aria-label", view.label);
    this.#redraw.request();
  }

  destroy() {
    this.#redraw.cancel();
    this.#resize.disconnect();
    theme.removeEventListener("change", this.#request);
  }

  #draw() {
    const width = this.#canvas.clientWidth;
    if (!this.#view || width === 0) return;
    const { data, rows } = this.#view;
    const across = rows[0].length;
    const down = this.#view.columns[0].length;
    const height = Math.min(MOST_HEIGHT, Math.round((width * down) / across));
    this.#canvas.style.height = `${height}px`;
    const ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const ctx = this.#canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.drawImage(this.#regions(), 0, 0, width, height);
    this.#drawKinks(ctx, width, height);
    if (data) drawSamples(ctx, data, width, height);
  }

  /** A small picture: the colour is the class, its strength how sure the network is. */
  #regions() {
    const { rows } = this.#view;
    const picture = document.createElement("canvas");
    picture.width = COLUMNS;
    picture.height = rows.length;
    const image = new ImageData(COLUMNS, rows.length);
    const paper = rgb(colour("card"));
    rows.forEach((row, i) => {
      const line = rows.length - 1 - i;
      for (let j = 0; j < COLUMNS; j++) {
        const outputs = Array.from({ length: row.outputs }, (_, c) => row.valueAt(c, (j + 0.5) / COLUMNS));
        const { best, share } = softmax(outputs);
        const strength = (isDark() ? 0.5 : 0.42) * ((share - 1 / outputs.length) / (1 - 1 / outputs.length));
        const ink = rgb(classColour(best));
        const at = 4 * (line * COLUMNS + j);
        for (let band = 0; band < 3; band++) image.data[at + band] = paper[band] + strength * (ink[band] - paper[band]);
        image.data[at + 3] = 255;
      }
    });
    picture.getContext("2d").putImageData(image, 0, 0);
    return picture;
  }

  /** Joins the crossings of a unit from row to row and from column to column; what is shallow in one is steep in the other. */
  #drawKinks(ctx, width, height) {
    const { rows, columns, layers } = this.#view;
    ctx.lineWidth = 1;
    ctx.globalAlpha = 0.55;
    for (let layer = 1; layer <= layers; layer++) {
      ctx.strokeStyle = layerColour(layer, layers);
      ctx.beginPath();
      trace(rows.map(({ path }) => path), layer, (along, across) => [along * width, (1 - across) * height], ctx);
      trace(columns, layer, (along, across) => [across * width, (1 - along) * height], ctx);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }
}

/** @param place gives the pixel of a position along a slice and across all of them */
function trace(slices, layer, place, ctx) {
  const reach = STEEP / slices.length;
  let before = new Map();
  slices.forEach((slice, i) => {
    const here = crossings(slice, layer);
    for (const [unit, positions] of here) {
      for (const t of positions) {
        const from = (before.get(unit) ?? []).find((other) => Math.abs(other - t) <= reach);
        if (from === undefined) continue;
        ctx.moveTo(...place(from, (i - 0.5) / slices.length));
        ctx.lineTo(...place(t, (i + 0.5) / slices.length));
      }
    }
    before = here;
  });
}

/** Where the units of a layer switch on a slice. */
function crossings({ t, layer: layers, unit: units }, layer) {
  const found = new Map();
  t.forEach((at, k) => {
    if (layers[k] !== layer) return;
    if (!found.has(units[k])) found.set(units[k], []);
    found.get(units[k]).push(at);
  });
  return found;
}

function drawSamples(ctx, { low, high, samples }, width, height) {
  ctx.lineWidth = 1;
  ctx.strokeStyle = colour("card");
  for (const { input, label } of samples) {
    ctx.fillStyle = classColour(label);
    ctx.beginPath();
    ctx.arc(((input[0] - low[0]) / (high[0] - low[0])) * width, (1 - (input[1] - low[1]) / (high[1] - low[1])) * height, SAMPLE, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
}

function softmax(outputs) {
  const best = outputs.indexOf(Math.max(...outputs));
  // A network that does not give numbers is sure of nothing.
  if (!outputs.every(Number.isFinite)) return { best: 0, share: 1 / outputs.length };
  const sum = outputs.reduce((total, output) => total + Math.exp(output - outputs[best]), 0);
  return { best, share: 1 / sum };
}

/** The parts of a hexadecimal colour. */
function rgb(text) {
  return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
}
