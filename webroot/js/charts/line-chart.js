import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip } from "chart.js";
import { count, duration, number, withError } from "../format.js";
import { colour, theme } from "../theme.js";
import { endLabels, errorBand, nonFinite, referenceLine } from "./plugins.js";
import { throttled } from "./schedule.js";
import { nonFiniteMarks, smooth, toPoints } from "./series.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

const REDRAW_MILLIS = 200;
const POINTS_PER_PIXEL = 2;

/**
 * A live line chart of some metrics of one run.
 *
 * spec: { lines: [{ key, name, colour, smoothed? }], ratio?, format?, reference? }. `onShown` is told
 * after every redraw what is on the chart: { shown, total, marks, hidden, last: [{ line, value, error, step }] }.
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
      Object.assign(this.#chart.options.scales.x, content.range);
      if (this.#spec.ratio) Object.assign(this.#chart.options.scales.y, content.ratioRange);
      this.#chart.update("none");
    }
    this.#onShown(content.summary);
  }

  #content() {
    const datasets = [];
    const extras = { reference: this.#spec.reference, ends: [], marks: [] };
    const summary = { shown: 0, total: 0, marks: 0, hidden: 0, last: [] };
    let first = Infinity;
    let last = -Infinity;
    let furthest = 0;
    for (const line of this.#spec.lines) {
      const series = this.#series.get(line.key);
      if (!series || series.length === 0) continue;
      const xs = this.#xs(series);
      first = Math.min(first, xs[0]);
      last = Math.max(last, xs.at(-1));
      const shown = this.#addLine(line, series, xs, datasets, extras);
      const values = series.values;
      const bad = nonFiniteMarks(xs, values);
      extras.marks.push(...bad);
      summary.marks += values.reduce((n, value) => n + (Number.isFinite(value) ? 0 : 1), 0);
      if (this.#log) summary.hidden += values.reduce((n, value) => n + (value <= 0 ? 1 : 0), 0);
      summary.shown += shown.filter((point) => Number.isFinite(point.y)).length;
      summary.total += series.length;
      summary.last.push({ line, value: series.last, error: this.#errors(line)?.last, step: series.steps.at(-1) });
      for (const value of values) if (value > 0) furthest = Math.max(furthest, Math.abs(Math.log(value)));
    }
    const span = Math.exp(Math.max(furthest * 1.08, Math.log(1.6)));
    return {
      datasets, extras, summary,
      range: Number.isFinite(first) ? { min: first, max: last > first ? last : first + 1 } : { min: 0, max: 1 },
      ratioRange: { min: 1 / span, max: span },
    };
  }

  #addLine(line, series, xs, datasets, extras) {
    const stroke = colour(line.colour);
    const most = Math.max(200, Math.round(this.#canvas.clientWidth || 600) * POINTS_PER_PIXEL);
    const points = toPoints(xs, series.values, { most, log: this.#log });
    const errors = this.#errors(line)?.values;
    if (errors?.length === series.length) for (const point of points) point.se = errors[point.i];
    const smoothing = line.smoothed ? this.#view.smoothing : 0;
    const style = { borderWidth: 1.75, pointRadius: points.length === 1 ? 3 : 0, pointHoverRadius: 4, bandColour: stroke, name: line.name };
    if (smoothing > 0) {
      datasets.push({ ...style, data: points, borderColor: fade(stroke), borderWidth: 1, pointHoverRadius: 0, raw: true });
      const smoothed = toPoints(xs, smooth(series.values, smoothing), { most, log: this.#log });
      datasets.push({ ...style, data: smoothed, borderColor: stroke, backgroundColor: stroke });
    } else {
      datasets.push({
        ...style, data: points, borderColor: stroke, backgroundColor: stroke,
        ...(this.#spec.ratio ? { segment: { borderColor: ({ p0, p1 }) => side((p0.parsed.y * p1.parsed.y) ** 0.5) } } : {}),
      });
    }
    extras.ends.push({
      dataset: datasets.length - 1,
      text: this.#format(datasets.at(-1).data.findLast((point) => Number.isFinite(point.y))?.y),
      name: this.#spec.lines.length > 1 ? line.name : null,
    });
    return points;
  }

  #errors(line) {
    return this.#series.get(`${line.key}_se`);
  }

  #xs(series) {
    if (this.#view.x === "time") return series.millis.map((millis) => millis / 1000);
    if (this.#view.x === "epoch" && this.#view.stepsPerEpoch > 0) {
      return series.steps.map((step) => step / this.#view.stepsPerEpoch);
    }
    return series.steps;
  }

  #options(content) {
    const tick = { color: colour("ink-3"), font: { size: 11 }, maxRotation: 0 };
    const xFormat = this.#view.x === "time" ? (value) => duration(value * 1000) : (value) => (value % 1 === 0 ? count(value) : number(value));
    const title = { step: "training step", epoch: "epoch", time: "time (min:s)" }[this.#view.x];
    return {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      font: { family: getComputedStyle(document.body).fontFamily },
      layout: { padding: { right: 76, top: 8 } },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      elements: { line: { tension: 0 } },
      scales: {
        x: {
          type: "linear", ...content.range, grid: { display: false }, border: { color: colour("axis") },
          ticks: { ...tick, maxTicksLimit: 6, callback: xFormat, includeBounds: false },
          title: { display: true, text: title, color: colour("ink-2"), font: { size: 11 }, padding: { top: 2 } },
        },
        y: this.#yScale(tick, content),
      },
      plugins: { tooltip: this.#tooltip(xFormat) },
    };
  }

  #yScale(tick, content) {
    const grid = { color: colour("grid"), drawTicks: false };
    const format = this.#format.bind(this);
    const common = { grid, border: { display: false }, ticks: { ...tick, padding: 8, maxTicksLimit: 6, callback: format } };
    if (this.#spec.ratio) {
      const octaves = (axis) => {
        axis.ticks = [];
        const steps = axis.max > 6 ? 1 : 0.5;
        for (let n = -20; n <= 20; n += steps) {
          if (2 ** n >= axis.min && 2 ** n <= axis.max) axis.ticks.push({ value: 2 ** n });
        }
      };
      return { ...common, type: "logarithmic", ...content.ratioRange, afterBuildTicks: octaves };
    }
    if (this.#view.log) {
      return { ...common, type: "logarithmic", ticks: { ...common.ticks, callback: logTick } };
    }
    return { ...common, type: "linear", grace: "6%" };
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

/** Only 1, 2 and 5 of each decade carry a label. */
function logTick(value) {
  const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5].some((digit) => Math.abs(lead - digit) < 1e-6) ? number(value, 2) : "";
}

/** Above the random walk, below it, or on it: the diverging pair. */
function side(ratio) {
  if (Math.abs(Math.log(ratio)) < 0.02) return colour("ink-3");
  return colour(ratio > 1 ? "above" : "below");
}

function fade(stroke) {
  return `color-mix(in srgb, ${stroke} 32%, transparent)`;
}
