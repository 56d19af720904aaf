import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip } from "chart.js";
import { number, withError } from "../format.js";
import { colour, theme } from "../theme.js";
import { layerColour } from "./palette.js";
import { endLabels, errorBand, nonFinite, referenceLine } from "./plugins.js";
import { formatX, linearAxis, linearScale, logAxis, logScale, ratioRange, ratioScale, xRange, xScale } from "./scales.js";
import { throttled } from "./schedule.js";
import { nonFiniteMarks, smooth, toPoints } from "./series.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

const REDRAW_MILLIS = 200;
const POINTS_PER_PIXEL = 2;
const LABEL_WIDTH = 88;

/**
 * A live line chart of some metrics of one run.
 *
 * spec: { lines: [{ key, name, colour, smoothed? }], ratio?, range?, format?, reference? }. `onShown` is told
 * after every redraw what is on the chart: { shown, total, marks, hidden, exponent (the power of ten of the
 * y axis), last: [{ line, value, error, step }] }.
 */
export class LineChart {
  #canvas;
  #spec;
  #onShown;
  #chart = null;
  #series = new Map();
  #view;
  #redraw = throttled(() => this.#update(), REDRAW_MILLIS);
  #onTheme = () => this.#rebuild();

  constructor(canvas, spec, view, onShown) {
    this.#canvas = canvas;
    this.#spec = spec;
    this.#view = view;
    this.#onShown = onShown;
    theme.addEventListener("change", this.#onTheme);
    this.#redraw.request();
  }

  /** The series grew: draws what was appended, at most five times a second. */
  append(series) {
    this.#series = series;
    this.#redraw.request();
  }

  /** view: { x: "step" | "epoch" | "time", log, smoothing, stepsPerEpoch } */
  setView(view) {
    this.#view = view;
    this.#rebuild();
  }

  destroy() {
    this.#redraw.cancel();
    theme.removeEventListener("change", this.#onTheme);
    this.#chart?.destroy();
  }

  #rebuild() {
    this.#chart?.destroy();
    this.#chart = null;
    this.#update();
  }

  get #log() {
    return this.#spec.ratio || this.#view.log;
  }

  #format(value) {
    return (this.#spec.format ?? number)(value);
  }

  #update() {
    if (!this.#canvas.isConnected) return;
    const content = this.#content();
    if (!this.#chart) {
      this.#chart = new Chart(this.#canvas, {
        type: "line",
        data: { datasets: content.datasets },
        options: { ...this.#options(content), straightedge: content.extras },
        plugins: [errorBand, referenceLine, endLabels, nonFinite],
      });
    } else {
      this.#chart.data.datasets = content.datasets;
      this.#chart.config.options.straightedge = content.extras;
      this.#chart.options.scales = { x: xScale(this.#view, content.range), y: this.#yScale(content) };
      this.#chart.update("none");
    }
    this.#onShown(content.summary);
  }

  /** Everything to draw, from the series as they are now. */
  #content() {
    const lines = this.#spec.lines.filter((line) => this.#series.get(line.key)?.length > 0);
    const drawn = lines.map((line) => this.#line(line));
    const axis = this.#axis(drawn);
    const datasets = drawn.flatMap((line) => line.datasets);
    const sum = (read) => drawn.reduce((total, line) => total + read(line), 0);
    return {
      datasets,
      axis,
      range: xRange(Math.min(...drawn.map(({ xs }) => xs[0])), Math.max(...drawn.map(({ xs }) => xs.at(-1)))),
      extras: {
        reference: this.#reference(),
        marks: drawn.flatMap(({ xs, values }) => nonFiniteMarks(xs, values)),
        ends: drawn.map(({ line, datasets: own, values }) => ({
          dataset: datasets.indexOf(own.at(-1)),
          text: this.#endText(own.at(-1).data, values.at(-1), axis.exponent),
          name: this.#spec.lines.length > 1 ? line.name : null,
        })),
      },
      summary: {
        shown: sum(({ points }) => points.filter((point) => Number.isFinite(point.y)).length),
        total: sum(({ values }) => values.length),
        marks: sum(({ values }) => values.filter((value) => !Number.isFinite(value)).length),
        hidden: this.#log ? sum(({ values }) => values.filter((value) => value <= 0).length) : 0,
        exponent: axis.exponent,
        last: drawn.map(({ line, values, errors, steps }) => ({ line, value: values.at(-1), error: errors?.at(-1), step: steps.at(-1) })),
      },
    };
  }

  /** One line of the chart: its points, thinned to what the width can show, and its data sets. */
  #line(line) {
    const { steps, millis, values } = this.#series.get(line.key);
    const xs = this.#xs(steps, millis);
    const most = Math.max(200, Math.round(this.#canvas.clientWidth || 600) * POINTS_PER_PIXEL);
    const points = toPoints(xs, values, { most, log: this.#log });
    const recorded = this.#series.get(`${line.key}_se`)?.values;
    const errors = recorded?.length === values.length ? recorded : null;
    if (errors) for (const point of points) point.se = errors[point.i];
    const stroke = line.layer ? layerColour(line.layer, line.layers) : colour(line.colour);
    const style = { borderWidth: 1.75, pointRadius: points.length === 1 ? 3 : 0, pointHoverRadius: 4, bandColour: stroke, name: line.name };
    const own = { line, xs, steps, values, errors, points };
    const smoothing = line.smoothed ? this.#view.smoothing : 0;
    if (smoothing > 0) {
      const smoothed = toPoints(xs, smooth(values, smoothing), { most, log: this.#log });
      return { ...own, datasets: [
        { ...style, data: points, borderColor: fade(stroke), borderWidth: 1, pointHoverRadius: 0, raw: true },
        { ...style, data: smoothed, borderColor: stroke, backgroundColor: stroke },
      ] };
    }
    const segment = this.#spec.ratio ? { borderColor: ({ p0, p1 }) => side(Math.sqrt(p0.parsed.y * p1.parsed.y)) } : undefined;
    return { ...own, datasets: [{ ...style, data: points, borderColor: stroke, backgroundColor: stroke, ...(segment ? { segment } : {}) }] };
  }

  /** The range of the y axis: what is drawn, error bands included as far as the axis can show them. */
  #axis(drawn) {
    if (this.#spec.ratio) return { exponent: 0 };
    let low = Infinity;
    let high = -Infinity;
    for (const { points } of drawn) {
      for (const { y, se } of points) {
        if (!Number.isFinite(y)) continue;
        const error = Number.isFinite(se) ? se : 0;
        low = Math.min(low, this.#log && y <= error ? y : y - error);
        high = Math.max(high, y + error);
      }
    }
    const theory = this.#reference()?.y;
    if (theory > 0) {
      low = Math.min(low, theory);
      high = Math.max(high, theory);
    }
    return this.#log ? logAxis(low, high) : linearAxis(low, high, this.#spec.range);
  }

  /** The line of theory: a fixed value, or a metric's last one once it is known. */
  #reference() {
    const { reference } = this.#spec;
    if (!reference?.key) return reference;
    const y = this.#series.get(reference.key)?.last;
    return Number.isFinite(y) ? { ...reference, y } : undefined;
  }

  /** The last value in the units of the axis; a smoothed line shows its own, NaN shows as NaN. */
  #endText(points, last, exponent) {
    if (!Number.isFinite(last)) return number(last);
    const shown = points.findLast((point) => Number.isFinite(point.y))?.y ?? last;
    return this.#spec.format ? this.#spec.format(shown) : number(shown / 10 ** exponent);
  }

  #xs(steps, millis) {
    if (this.#view.x === "time") return millis.map((value) => value / 1000);
    if (this.#view.x === "epoch" && this.#view.stepsPerEpoch > 0) return steps.map((step) => step / this.#view.stepsPerEpoch);
    return steps;
  }

  #options(content) {
    return {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      font: { family: getComputedStyle(document.body).fontFamily },
      layout: { padding: { right: LABEL_WIDTH, top: 8 } },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: { x: xScale(this.#view, content.range), y: this.#yScale(content) },
      plugins: { tooltip: this.#tooltip(formatX(this.#view)) },
    };
  }

  #yScale({ datasets, axis }) {
    const percent = Boolean(this.#spec.range);
    if (!this.#spec.ratio) return this.#view.log ? logScale(axis, percent) : linearScale(axis, percent);
    let furthest = 0;
    for (const { data } of datasets) for (const { y } of data) if (y > 0) furthest = Math.max(furthest, Math.abs(Math.log(y)));
    return ratioScale(ratioRange(furthest));
  }

  #tooltip(xFormat) {
    const unit = { step: "step ", epoch: "epoch ", time: "" }[this.#view.x];
    return {
      animation: false,
      filter: (item) => !item.dataset.raw,
      backgroundColor: colour("tip"), titleColor: colour("tip-ink"), bodyColor: colour("tip-ink"),
      titleFont: { size: 11, weight: "400" }, bodyFont: { size: 12 }, padding: 8, cornerRadius: 6,
      boxWidth: 8, boxHeight: 8, boxPadding: 4, usePointStyle: true,
      callbacks: {
        title: (items) => (items.length > 0 ? unit + xFormat(items[0].raw.x) : ""),
        label: ({ raw, dataset }) => {
          const text = this.#spec.format || raw.se === undefined ? this.#format(raw.y) : withError(raw.y, raw.se);
          return this.#spec.lines.length > 1 ? `${dataset.name}  ${text}` : text;
        },
      },
    };
  }
}

/** Above the random walk, below it, or on it: the diverging pair. */
function side(ratio) {
  if (Math.abs(Math.log(ratio)) < 0.02) return colour("ink-3");
  return colour(ratio > 1 ? "above" : "below");
}

/** The colours of the style sheet are hexadecimal, so alpha is two more digits. */
function fade(stroke) {
  return `${stroke}52`;
}
