import { h } from "../dom.js";
import { count, number, plural } from "../format.js";
import { colour, font, theme } from "../theme.js";
import { throttled } from "./schedule.js";

const HEIGHT = 132;
const BINS = 33;
const SIGMAS = 4;
const BOTTOM = 20;
const TOP = 8;

/** How the gaps of one output are spread, beside the normal curve of the same size. */
export class GapHistogram {
  #canvas = h("canvas", { class: "histogram", role: "img" });
  #title = h("h3", {});
  #redraw = throttled(() => this.#draw(), 0);
  #request = () => this.#redraw.request();
  #resize = new ResizeObserver(this.#request);
  #view = null;

  constructor() {
    this.element = h("div", { class: "gap-histogram", "data-testid": "gap-histogram" }, this.#title, this.#canvas);
    this.#resize.observe(this.#canvas);
    theme.addEventListener("change", this.#request);
  }

  /** @param output its number, with its name and colour on the page; undefined hides the histogram */
  set(geometry, output, name, fill) {
    const deviation = output === undefined ? null : geometry.output(output).gapDeviation;
    this.element.hidden = !(deviation > 0 && Number.isFinite(deviation));
    if (this.element.hidden) return;
    const gaps = geometry.path.gap.map((gap) => gap[output]);
    this.#view = { counts: binned(gaps, deviation), kinks: geometry.kinks, deviation, fill };
    const beyond = gaps.filter((gap) => Math.abs(gap) > SIGMAS * deviation).length;
    this.#title.textContent = `Gaps of output ${name}`;
    this.#canvas.setAttribute("aria-label", `Histogram of ${plural(geometry.kinks, "gap")} with deviation ${number(deviation)}, `
      + `${count(beyond)} beyond ${SIGMAS} deviations, and the normal curve`);
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
    const ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(HEIGHT * ratio);
    const ctx = this.#canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { counts, kinks, deviation, fill } = this.#view;
    const peak = (kinks * binWidth()) / Math.sqrt(2 * Math.PI);
    const most = Math.max(peak, ...counts);
    const y = (value) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP);
    const bar = width / BINS;
    ctx.fillStyle = fill;
    ctx.globalAlpha = 0.55;
    counts.forEach((value, i) => ctx.fillRect(i * bar, y(value), Math.max(1, bar - 1), HEIGHT - BOTTOM - y(value)));
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colour("theory");
    ctx.lineWidth = 1.25;
    ctx.setLineDash([5, 4]);
    ctx.beginPath();
    for (let x = 0; x <= width; x += 2) {
      const z = (x / width - 0.5) * 2 * reach();
      ctx.lineTo(x, y(peak * Math.exp((-z * z) / 2)));
    }
    ctx.stroke();
    ctx.setLineDash([]);
    drawAxis(ctx, width, deviation);
  }
}

/** From −reach to reach deviations; the outermost bins also hold what lies beyond. */
function binned(gaps, deviation) {
  const counts = new Array(BINS).fill(0);
  for (const gap of gaps) {
    const place = Math.floor((gap / deviation / reach() + 1) * 0.5 * BINS);
    counts[Math.min(BINS - 1, Math.max(0, place))]++;
  }
  return counts;
}

/** Half the width of the plot in deviations: the outermost bins begin at ± SIGMAS. */
function reach() {
  return (SIGMAS * BINS) / (BINS - 2);
}

function binWidth() {
  return (2 * reach()) / BINS;
}

function drawAxis(ctx, width, deviation) {
  const bottom = HEIGHT - BOTTOM;
  ctx.strokeStyle = colour("axis");
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(0, bottom + 0.5);
  ctx.lineTo(width, bottom + 0.5);
  ctx.stroke();
  ctx.font = font(11);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.fillStyle = colour("ink-3");
  for (const sigmas of [-2, 0, 2]) {
    const x = width * (0.5 + sigmas / (2 * reach()));
    ctx.fillText(number(sigmas * deviation, 2), x, bottom + 5);
  }
}
