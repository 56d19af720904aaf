import { h } from "../dom.js";
import { plural } from "../format.js";
import { colour, theme } from "../theme.js";

const MARGIN = 10;
const COLOURS = 7;
const RADIUS = 2.6;

/** Samples of one or two features as points: by class, or a value above its input. */
export class Scatter {
  #canvas = h("canvas", { class: "scatter", role: "img" });
  #points = [];
  #draw = () => this.#render();
  #resize = new ResizeObserver(this.#draw);

  /** @param samples the answer of the server for a dataset that has no pictures */
  constructor({ samples, name, outputNames }) {
    this.element = this.#canvas;
    this.#points = samples.map(({ input, label, value }) => ({ x: input[0], y: value ?? input[1] ?? 0, label: label ?? 0 }));
    const axes = samples[0].value !== undefined ? "value above input" : "the first two features";
    this.#canvas.setAttribute("aria-label", `${plural(samples.length, "sample")} of ${name}, ${axes}${outputNames.length > 1 ? `, ${plural(outputNames.length, "class", "classes")}` : ""}`);
    this.#resize.observe(this.#canvas);
    theme.addEventListener("change", this.#draw);
  }

  destroy() {
    this.#resize.disconnect();
    theme.removeEventListener("change", this.#draw);
  }

  #render() {
    const width = this.#canvas.clientWidth;
    const height = this.#canvas.clientHeight;
    if (width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const ctx = this.#canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const x = fit(this.#points.map((point) => point.x), MARGIN, width - MARGIN);
    const y = fit(this.#points.map((point) => point.y), height - MARGIN, MARGIN);
    ctx.globalAlpha = 0.85;
    for (const point of this.#points) {
      ctx.fillStyle = classColour(point.label);
      ctx.beginPath();
      ctx.arc(x(point.x), y(point.y), RADIUS, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
}

/** Colour of a class; from the eighth on they repeat. */
export function classColour(label) {
  return colour(`series-${(label % COLOURS) + 1}`);
}

function fit(values, from, to) {
  const low = Math.min(...values);
  const spread = Math.max(...values) - low;
  return (value) => from + (spread > 0 ? (value - low) / spread : 0.5) * (to - from);
}
