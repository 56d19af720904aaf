import { Chart, LineController, LineElement, LogarithmicScale, PointElement, Tooltip } from "chart.js";
import { number } from "../format.js";
import { colour, theme } from "../theme.js";
import { endLabels } from "./plugins.js";
import { logAxis, logScale } from "./scales.js";
import { throttled } from "./schedule.js";

Chart.register(LineController, LineElement, PointElement, LogarithmicScale, Tooltip);

const REDRAW_MILLIS = 500;
const LABEL_WIDTH = 96;
const SMALL = { size: 11 };

/**
 * The structure function on log-log axes: the change of slope over a distance Δ, at the first and at the newest
 * measured step, and a random walk's slope ½ through the newest step's smallest Δ.
 *
 * spec.lines are the metrics of Δ = D/2, D/4, … in that order; the rest is as for LineChart.
 */
export class StructureChart {
  /** What Chart.js draws at present; null before there is anything. */
  config = null;
  #canvas;
  #spec;
  #onShown;
  #chart = null;
  #series = new Map();
  #redraw = throttled(() => this.#update(), REDRAW_MILLIS);
  #onTheme = () => this.#redraw.request();

  constructor(canvas, spec, view, onShown) {
    this.#canvas = canvas;
    this.#spec = spec;
    this.#onShown = onShown;
    theme.addEventListener("change", this.#onTheme);
  }

  append(series) {
    this.#series = series;
    this.#redraw.request();
  }

  /** The axes of the other charts mean nothing here. */
  setView() {}

  destroy() {
    this.#redraw.cancel();
    theme.removeEventListener("change", this.#onTheme);
    this.#chart?.destroy();
  }

  #update() {
    if (!this.#canvas.isConnected) return;
    const first = this.#points((values) => values[0]);
    const newest = this.#points((values) => values.at(-1));
    if (newest.length < 2) return;
    const smallest = newest[0];
    const walk = newest.map(({ x }) => ({ x, y: smallest.y * Math.sqrt(x / smallest.x) }));
    const ys = [...first, ...newest, ...walk].map(({ y }) => y);
    const datasets = [
      { data: walk, name: "random walk", borderColor: colour("theory"), bandColour: colour("theory"), borderDash: [5, 4], borderWidth: 1.25, pointRadius: 0 },
      { data: first, name: "at the start", borderColor: colour("ink-3"), bandColour: colour("ink-3"), borderWidth: 1.25, pointRadius: 2 },
      { data: newest, name: "now", borderColor: colour("series-1"), bandColour: colour("series-1"), borderWidth: 1.75, pointRadius: 3 },
    ].filter(({ data }) => data.length > 0);
    const ends = datasets.map(({ data, name }, dataset) => ({ dataset, name, text: number(data.at(-1).y) }));
    this.#chart?.destroy();
    this.config = {
      type: "line",
      data: { datasets: datasets.map((own) => ({ ...own, backgroundColor: own.borderColor })) },
      options: { ...this.#options(logAxis(Math.min(...ys), Math.max(...ys))), straightedge: { ends, marks: [] } },
      plugins: [endLabels],
    };
    this.#chart = new Chart(this.#canvas, this.config);
    this.#onShown(this.#summary(newest));
  }

  /** Ascending in Δ/D; a change of 0 has no place on a log axis. */
  #points(pick) {
    return this.#spec.lines
      .map(({ key }, i) => ({ x: 2 ** -(i + 1), y: Math.sqrt(pick(this.#series.get(key)?.values ?? [])) }))
      .filter(({ y }) => y > 0 && Number.isFinite(y))
      .reverse();
  }

  #summary(newest) {
    const { steps } = this.#series.get(this.#spec.lines[0].key);
    const rise = Math.log(newest.at(-1).y / newest[0].y) / Math.log(newest.at(-1).x / newest[0].x);
    return {
      shown: newest.length, total: newest.length, marks: 0, hidden: 0, beyond: 0, exponent: 0,
      last: [{ line: { name: "slope" }, value: rise, step: steps.at(-1) }, { line: { name: "of a random walk" }, value: 0.5, step: 0 }],
    };
  }

  #options(axis) {
    return {
      animation: false, parsing: false, normalized: true, maintainAspectRatio: false,
      font: { family: getComputedStyle(document.body).fontFamily },
      layout: { padding: { right: LABEL_WIDTH, top: 8 } },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: { x: scaleOfDistance(), y: logScale(axis, false) },
      plugins: { tooltip: { callbacks: { title: (items) => (items.length > 0 ? `Δ = D/${1 / items[0].raw.x}` : ""), label: ({ raw, dataset }) => `${dataset.name}  ${number(raw.y)}` } } },
    };
  }
}

function scaleOfDistance() {
  const distances = [1 / 256, 1 / 64, 1 / 16, 1 / 4];
  return {
    type: "logarithmic", min: 1 / 300, max: 0.55, grid: { display: false }, border: { color: colour("axis") },
    ticks: { color: colour("ink-3"), font: SMALL, maxRotation: 0, callback: (value) => `D/${Math.round(1 / value)}` },
    title: { display: true, text: "distance Δ along the path", color: colour("ink-2"), font: SMALL, padding: { top: 2 } },
    afterBuildTicks(scale) {
      scale.ticks = distances.map((value) => ({ value }));
    },
  };
}
