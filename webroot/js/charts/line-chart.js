import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from "chart.js";
import { number, withError } from "../format.js";
import { theme } from "../theme.js";
import { lineContent } from "./line-content.js";
import { endLabels, errorBand, nonFinite, referenceLine } from "./plugins.js";
import { formatX, linearScale, logScale, ratioScale, xScale } from "./scales.js";
import { drawing } from "./schedule.js";
import { nearest } from "./x-unit.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

const REDRAW_MILLIS = 200;
const LABEL_WIDTH = 96;
const X_NAMES = { step: "step ", epoch: "epoch ", time: "time " };

/**
 * A live line chart of some metrics of one run, or of one measure of `many` runs, which a legend beside it names.
 *
 * spec: { lines: [{ key, name, colour, smoothed?, stepsPerEpoch?, strong?, faint? }], ratio?, range?, format?,
 * reference?, many? }. `onShown` is told after every redraw what is on the chart: { shown, total (NaN while unknown),
 * marks, thinned (the series leave points out), hidden, exponent (the power of ten of the y axis), last: [{ line, value,
 * error, step }] }.
 */
export class LineChart {
  #canvas;
  #spec;
  #onShown;
  #chart = null;
  #content = null;
  #series = new Map();
  #drawn = [];
  #view;
  #redraw;
  #onTheme = () => this.#redraw.request();
  #onResize = new ResizeObserver(() => this.#chart && !this.#fits() && this.#redraw.request());

  constructor(canvas, spec, view, onShown) {
    this.#canvas = canvas;
    this.#spec = spec;
    this.#view = view;
    this.#onShown = onShown;
    this.#redraw = drawing(canvas, () => this.#update(), REDRAW_MILLIS);
    theme.addEventListener("change", this.#onTheme);
    this.#onResize.observe(canvas.parentElement);
    this.#redraw.request();
  }

  /** Some series grew: draws those of this chart if they did, at most five times a second. */
  append(series) {
    this.#series = series;
    const sources = this.#sources();
    if (sources.length !== this.#drawn.length || sources.some((source, i) => source !== this.#drawn[i])) this.#redraw.request();
  }

  /** Draws other lines from now on. */
  setLines(lines) {
    this.#spec = { ...this.#spec, lines };
    this.#redraw.request();
  }

  /** view: { x: "step" | "epoch" | "time", log, smoothing, stepsPerEpoch, zoom: { from, to } in steps, or null } */
  setView(view) {
    this.#view = view;
    this.#redraw.request();
  }

  destroy() {
    this.#redraw.cancel();
    this.#onResize.disconnect();
    theme.removeEventListener("change", this.#onTheme);
    this.#chart?.destroy();
  }

  /** What Chart.js draws at present; null before there is anything. */
  get config() {
    if (!this.#content) return null;
    const { datasets, extras } = this.#content;
    return {
      type: "line", data: { datasets }, options: { ...this.#options(), straightedge: extras },
      plugins: [errorBand, referenceLine, endLabels, nonFinite],
    };
  }

  /** Where the plot is on the canvas, in CSS pixels: { left, right, top, bottom }; null before the first drawing. */
  get area() {
    return this.#chart?.chartArea ?? null;
  }

  xAt(pixel) {
    return this.#chart.scales.x.getValueForPixel(pixel);
  }

  toStep(x) {
    return this.#content.unit.toStep(x);
  }

  /** Every x in sight at which something was recorded, ascending. */
  get xs() {
    const all = this.#content.lines.map(({ inside }) => inside.xs);
    this.#content.xs ??= all.length === 1 ? all[0] : [...new Set(all.flat())].sort((a, b) => a - b);
    return this.#content.xs;
  }

  /**
   * What was recorded nearest to x: { left (pixel of x), title, rows: [{ name, stroke, text, top (pixel of the value,
   * or null) }] }; null where x or the points are out of sight.
   */
  readAt(x) {
    const { min, max } = this.#content.range;
    const lines = this.#content.lines.filter(({ inside }) => inside.xs.length > 0);
    if (!(x >= min && x <= max) || lines.length === 0) return null;
    const { x: across, y: up } = this.#chart.scales;
    const places = lines.map(({ inside }) => inside.xs[nearest(inside.xs, x)]);
    const here = places[nearest([...places].sort((a, b) => a - b), x)] ?? places[0];
    const reached = this.#spec.many ? lines.filter(({ xs }) => xs[0] <= here && here <= xs.at(-1)) : lines;
    const rows = reached.map((line) => {
      const i = nearest(line.xs, here);
      const drawn = (line.smoothed ?? line.values)[i];
      const top = up.getPixelForValue(drawn);
      const shown = Number.isFinite(top) && top >= this.area.top && top <= this.area.bottom;
      return {
        name: this.#spec.lines.length > 1 ? line.line.name : "", stroke: line.stroke, text: this.#text(line, i),
        left: across.getPixelForValue(line.xs[i]), top: shown ? top : null,
      };
    });
    return {
      left: across.getPixelForValue(x),
      title: X_NAMES[this.#view.x] + formatX(this.#view, this.#content.range)(here),
      rows: this.#spec.many ? rows.sort((one, other) => (one.top ?? Infinity) - (other.top ?? Infinity)) : rows,
    };
  }

  #text({ values, errors, smoothed }, i) {
    const format = this.#spec.format ?? number;
    if (smoothed) return `${format(smoothed[i])}, raw ${format(values[i])}`;
    return this.#spec.format || !errors ? format(values[i]) : withError(values[i], errors[i]);
  }

  /** What the chart is drawn from, and how much there is of it. */
  #sources() {
    const { lines, reference } = this.#spec;
    return [...lines.flatMap(({ key }) => [key, `${key}_se`]), reference?.key].flatMap((key) => {
      const series = this.#series.get(key);
      return [series, series?.length];
    });
  }

  /** Whether there was anything to draw. */
  #update() {
    const { clientWidth: width, clientHeight: height } = this.#canvas.parentElement ?? {};
    if (!(width > 0 && height > 0)) return false;
    this.#drawn = this.#sources();
    this.#content = lineContent({ spec: this.#spec, view: this.#view, series: this.#series, width });
    const { datasets, extras, summary } = this.#content;
    if (!this.#chart) {
      Object.assign(this.#canvas, { width, height });
      this.#chart = new Chart(this.#canvas, this.config);
    } else {
      this.#chart.data.datasets = datasets;
      this.#chart.config.options.straightedge = extras;
      this.#chart.options.scales = this.#scales();
      if (this.#fits()) this.#chart.update("none");
      else this.#chart.resize(width, height);
    }
    this.#onShown(summary);
    return this.#series.size > 0;
  }

  #fits() {
    const { clientWidth, clientHeight } = this.#canvas.parentElement;
    return this.#chart.width === clientWidth && this.#chart.height === clientHeight;
  }

  #options() {
    return {
      animation: false,
      parsing: false,
      normalized: true,
      // It would draw each new chart twice, and once more to thin its points for the width.
      responsive: false,
      maintainAspectRatio: false,
      events: [],
      font: { family: getComputedStyle(document.body).fontFamily },
      layout: { padding: { right: this.#spec.many ? 12 : LABEL_WIDTH, top: 8 } },
      scales: this.#scales(),
    };
  }

  #scales() {
    const { range, axis } = this.#content;
    return { x: xScale(this.#view, range), y: this.#yScale(axis) };
  }

  #yScale(axis) {
    if (this.#spec.ratio) return ratioScale(axis);
    const percent = Boolean(this.#spec.range);
    return this.#view.log ? logScale(axis, percent) : linearScale(axis, percent);
  }
}
