import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip } from "chart.js";
import { number, withError } from "../format.js";
import { colour, font, theme } from "../theme.js";
import { spread } from "./axis.js";
import { layerColour } from "./palette.js";
import { nonFinite } from "./plugins.js";
import { isBeyond, keepNear, reachOf, within } from "./reach.js";
import { linearAxis, linearScale, logAxis, logScale } from "./scales.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

const SMALL = { size: 11 };
const SHAPES = ["circle", "rect", "triangle", "rectRot"];
const QUALITATIVE = 7;
const MOST_NAMES = 6;
const NARROW = 560;
const NAME_WIDTH = 168;
const CAP = 4;

/** 95 % intervals: a band below each line, and a bar above each point, which would hide it. */
const intervals = {
  id: "intervals",
  beforeDatasetsDraw(chart) {
    eachInterval(chart, 0.14, (ctx, ends) => {
      for (const { at, high } of ends) ctx.lineTo(at, high);
      for (const { at, low } of [...ends].reverse()) ctx.lineTo(at, low);
      ctx.fill();
    });
  },
  afterDatasetsDraw(chart) {
    eachInterval(chart, 1, (ctx, ends) => {
      for (const { at, low, high } of ends) {
        ctx.moveTo(at, low);
        ctx.lineTo(at, high);
        for (const end of [low, high]) {
          ctx.moveTo(at - CAP, end);
          ctx.lineTo(at + CAP, end);
        }
      }
      ctx.stroke();
    });
  },
};

/** Draws something of each line's intervals in its colour; their ends are in pixels. */
function eachInterval(chart, alpha, draw) {
  const { ctx, chartArea: area, scales: { x, y } } = chart;
  const pixel = (value) => (y.type === "logarithmic" && value <= 0 ? area.bottom : y.getPixelForValue(value));
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left - CAP, area.top, area.width + 2 * CAP, area.height);
  ctx.clip();
  ctx.globalAlpha = alpha;
  ctx.lineWidth = 1.5;
  for (const { data, tint } of chart.data.datasets) {
    const known = data.filter((point) => Number.isFinite(point.low) && Number.isFinite(point.high));
    if (known.length === 0) continue;
    ctx.fillStyle = ctx.strokeStyle = tint;
    ctx.beginPath();
    draw(ctx, known.map((p) => ({ at: x.getPixelForValue(p.x), low: pixel(p.low), high: pixel(p.high) })));
  }
  ctx.restore();
}

/** Names beside the ends of their lines. */
const names = {
  id: "names",
  afterDatasetsDraw(chart) {
    if (!chart.config.options.straightedge.named) return;
    const { ctx, chartArea: area, scales: { x, y } } = chart;
    const labels = chart.data.datasets.flatMap(({ data, name, tint, dashed }) => {
      const last = data.findLast((point) => Number.isFinite(point.y));
      return last && name ? [{ name, tint: dashed ? colour("ink-2") : tint, x: x.getPixelForValue(last.x), y: y.getPixelForValue(last.y) }] : [];
    });
    spread(labels, 16, area.top + 6, area.bottom - 6);
    ctx.save();
    ctx.textBaseline = "middle";
    ctx.font = font(12, 500);
    for (const label of labels) {
      ctx.fillStyle = label.tint;
      ctx.fillText(label.name, area.right + 12, label.y, NAME_WIDTH - 16);
    }
    ctx.restore();
  },
};

/** Colour of line `i` of `n`: qualitative as far as it goes, then a sequence. */
export function lineColour(i, n) {
  return n <= QUALITATIVE ? colour(`series-${i + 1}`) : layerColour(i + 1, n);
}

/** Means over seeds against a swept field, one line per group, theory dashed. */
export class SweepChart {
  #canvas;
  #content = null;
  #chart = null;
  #onTheme = () => this.#draw();
  #onResize = new ResizeObserver(() => this.#content && this.#named !== this.#isNamed() && this.#draw());
  #named = false;

  constructor(canvas) {
    this.#canvas = canvas;
    theme.addEventListener("change", this.#onTheme);
    this.#onResize.observe(canvas.parentElement);
  }

  /**
   * content: { lines, theory, xs (see linesOfResults), xTitle, logX, logY }. Answers what the y axis is: { exponent (its power
   * of ten), beyond (how many means it leaves out) }.
   */
  show(content) {
    this.#content = content;
    return this.#draw();
  }

  destroy() {
    theme.removeEventListener("change", this.#onTheme);
    this.#onResize.disconnect();
    this.#chart?.destroy();
  }

  /** Names stand at the lines where there is room; elsewhere the legend below the chart says them. */
  #isNamed() {
    const { lines, theory } = this.#content;
    const all = lines.length + theory.length;
    return this.#canvas.parentElement.clientWidth >= NARROW && lines.length > 1 && all <= MOST_NAMES;
  }

  #draw() {
    this.#chart?.destroy();
    const content = this.#content;
    const axis = this.#axis();
    const datasets = this.#datasets();
    datasets.forEach(({ data }) => keepNear(data, axis, content.logY));
    this.#named = this.#isNamed();
    this.#canvas.closest("[data-named]")?.setAttribute("data-named", this.#named);
    this.#chart = new Chart(this.#canvas, {
      type: "line",
      data: { datasets },
      options: {
        animation: false, parsing: false, normalized: true, maintainAspectRatio: false,
        font: { family: getComputedStyle(document.body).fontFamily },
        layout: { padding: { right: this.#named ? NAME_WIDTH : 16, top: 8 } },
        interaction: { mode: "nearest", axis: "xy", intersect: false },
        scales: { x: this.#xScale(), y: content.logY ? logScale(axis) : linearScale(axis) },
        plugins: { tooltip: this.#tooltip() },
        straightedge: { named: this.#named, marks: this.#marks() },
      },
      plugins: [intervals, names, nonFinite],
    });
    const means = content.lines.flatMap(({ points }) => points.map(({ mean }) => mean));
    return { exponent: axis.exponent, beyond: means.filter((mean) => isBeyond(mean, axis, content.logY)).length };
  }

  #datasets() {
    const { lines, theory, logX, logY } = this.#content;
    const drawable = (point) => (!logY || point.y > 0) && (!logX || point.x > 0);
    const drawn = lines.map(({ name, points }, i) => {
      const tint = lineColour(i, lines.length);
      return {
        data: points.map((point) => ({ ...point, y: Number.isFinite(point.mean) ? point.mean : NaN })).filter(drawable),
        name, tint, borderColor: tint, backgroundColor: tint, pointBackgroundColor: colour("card"), borderWidth: theory.length > 0 ? 1 : 1.75, pointBorderWidth: 1.5,
        pointStyle: SHAPES[i % SHAPES.length], pointRadius: 4, pointHoverRadius: 6,
      };
    });
    const neutral = colour("theory");
    return [...drawn, ...theory.map(({ name, points }) => ({
      data: points.filter(drawable), name: theory.length > 1 ? `theory, ${name}` : "theory", dashed: true, tint: neutral, order: -1,
      borderColor: neutral, backgroundColor: neutral, borderWidth: 2.5, borderDash: [6, 5], pointRadius: points.length === 1 ? 3 : 0, pointHoverRadius: 0,
      pointStyle: "line",
    }))];
  }

  #marks() {
    return this.#content.lines.flatMap(({ points }) => points
      .filter(({ n, mean }) => n > 0 && mean !== null && !Number.isFinite(mean)).map(({ x, mean }) => ({ x, value: mean })));
  }

  #axis() {
    const { lines, theory, logY } = this.#content;
    const means = lines.flatMap(({ points }) => points.map((point) => point.mean));
    const all = [...means, ...lines.flatMap(({ points }) => points.flatMap((p) => [p.low, p.high])), ...theory.flatMap(({ points }) => points.map((p) => p.y))];
    const values = within(all, reachOf(means)).filter((value) => !logY || value > 0);
    return logY ? logAxis(Math.min(...values), Math.max(...values)) : linearAxis(Math.min(...values), Math.max(...values));
  }

  /** Ticks stand at the values that were swept. */
  #xScale() {
    const { xs, xTitle, logX } = this.#content;
    const shown = logX ? xs.filter(({ x }) => x > 0) : xs;
    const [first, last] = shown.length > 0 ? [shown[0].x, shown.at(-1).x] : [1, 1];
    const pad = logX ? Math.max(1.08, (last / first) ** 0.04) : (last - first) * 0.04 || 1;
    return {
      type: logX ? "logarithmic" : "linear", min: logX ? first / pad : first - pad, max: logX ? last * pad : last + pad,
      grid: { color: colour("grid"), drawTicks: false }, border: { color: colour("axis") },
      ticks: {
        color: colour("ink-3"), font: SMALL, padding: 6, maxRotation: 0, autoSkip: true, autoSkipPadding: 10,
        callback: (value) => shown.find(({ x }) => x === value)?.text ?? "",
      },
      title: { display: true, text: xTitle, color: colour("ink-2"), font: SMALL, padding: { top: 2 } },
      afterBuildTicks(scale) {
        scale.ticks = shown.map(({ x }) => ({ value: x }));
      },
    };
  }

  #tooltip() {
    const { xs, xTitle } = this.#content;
    return {
      animation: false, filter: (item) => !item.dataset.dashed,
      backgroundColor: colour("tip"), titleColor: colour("tip-ink"), bodyColor: colour("tip-ink"),
      titleFont: { size: 11, weight: "400" }, bodyFont: { size: 12 }, padding: 8, cornerRadius: 6, displayColors: false,
      callbacks: {
        title: (items) => (items.length > 0 ? `${xTitle} ${xs.find(({ x }) => x === items[0].raw.x)?.text ?? ""}` : ""),
        label: ({ raw, dataset }) => [
          ...(dataset.name ? [dataset.name] : []),
          `${withError(raw.mean, raw.error)}  (${raw.error > 0 ? "standard error, " : ""}n = ${raw.n})`,
          ...(Number.isFinite(raw.theory) ? [`theory ${number(raw.theory)}`] : []),
        ],
      },
    };
  }
}
