import { colour, font } from "../theme.js";
import { spread } from "./axis.js";

/*
 * Chart.js plugins, one job each. They read `chart.options.straightedge`:
 * { reference?: { y, label }, ends: [{ dataset, text, name, edge? }], marks: [{ x, value }] }.
 */

function own(chart) {
  return chart.config.options.straightedge;
}

/** The band of every data set whose points carry the `low` and `high` of it. */
export const errorBand = {
  id: "errorBand",
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea: area, scales: { x, y } } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    for (const dataset of chart.data.datasets) {
      const points = dataset.data.filter((point) => point.low !== undefined && Number.isFinite(point.y));
      if (points.length < 2) continue;
      const pixel = (value) => (y.type === "logarithmic" && value <= 0 ? area.bottom : y.getPixelForValue(value));
      ctx.beginPath();
      for (const p of points) ctx.lineTo(x.getPixelForValue(p.x), pixel(p.high));
      for (const p of points.reverse()) ctx.lineTo(x.getPixelForValue(p.x), pixel(p.low));
      ctx.closePath();
      ctx.globalAlpha = 0.16;
      ctx.fillStyle = dataset.bandColour;
      ctx.fill();
      ctx.globalAlpha = 1;
    }
    ctx.restore();
  },
};

/** A horizontal line of theory, thin, dashed and neutral; its name stands among the end labels. */
export const referenceLine = {
  id: "referenceLine",
  beforeDatasetsDraw(chart) {
    const reference = own(chart).reference;
    if (!reference) return;
    const { ctx, chartArea: area, scales: { y } } = chart;
    const at = Math.round(y.getPixelForValue(reference.y)) + 0.5;
    if (at < area.top || at > area.bottom) return;
    ctx.save();
    ctx.strokeStyle = colour("theory");
    ctx.lineWidth = 1.25;
    ctx.setLineDash([5, 4]);
    ctx.beginPath();
    ctx.moveTo(area.left, at);
    ctx.lineTo(area.right, at);
    ctx.stroke();
    ctx.restore();
  },
};

/** Last value, and name where there are several lines, beside the end of each line, or at an edge of the plot. */
export const endLabels = {
  id: "endLabels",
  afterDatasetsDraw(chart) {
    const { ctx, chartArea: area, scales: { x, y } } = chart;
    const labels = own(chart).ends.flatMap(({ dataset, text, name, edge }) => {
      const fill = chart.data.datasets[dataset]?.bandColour;
      if (edge) return [{ text, name, y: area[edge], fill }];
      const point = chart.data.datasets[dataset]?.data.findLast((p) => Number.isFinite(p.y) && p.x <= x.max);
      if (!point) return [];
      const at = Math.min(area.bottom, Math.max(area.top, y.getPixelForValue(point.y)));
      return [{ text, name, x: x.getPixelForValue(point.x), end: at, y: at, fill }];
    });
    const { reference } = own(chart);
    const at = reference ? y.getPixelForValue(reference.y) : NaN;
    if (at >= area.top && at <= area.bottom) {
      labels.push({ text: reference.label, theory: true, y: at });
    }
    spread(labels, labels.some((label) => label.name) ? 28 : 14, area.top + 6, area.bottom - 6);
    ctx.save();
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    for (const label of labels) {
      const left = area.right + 10;
      if (label.theory) {
        ctx.font = font(11);
        ctx.fillStyle = colour("ink-2");
        ctx.fillText(label.text, left, label.y);
        continue;
      }
      if (label.end !== undefined) dot(ctx, label.x, label.end, label.fill);
      ctx.font = font(12, 600);
      ctx.fillStyle = colour("ink");
      ctx.fillText(label.text, left, label.y - (label.name ? 6 : 0));
      if (!label.name) continue;
      dot(ctx, left + 3, label.y + 8, label.fill);
      ctx.font = font(11);
      ctx.fillStyle = colour("ink-2");
      ctx.fillText(label.name, left + 10, label.y + 8);
    }
    ctx.restore();
  },
};

/** Triangles at the plot's edge where a value was NaN (below, pointing up, hollow) or infinite (filled). */
export const nonFinite = {
  id: "nonFinite",
  afterDatasetsDraw(chart) {
    const { ctx, chartArea: area, scales: { x } } = chart;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour("bad");
    ctx.lineWidth = 1.5;
    for (const { x: at, value } of own(chart).marks) {
      const centre = x.getPixelForValue(at);
      if (!(centre >= area.left - 1 && centre <= area.right + 1)) continue;
      const up = value === Infinity;
      const edge = up ? area.top + 1 : area.bottom - 1;
      const sign = up || Number.isNaN(value) ? 1 : -1;
      const tip = up ? edge : sign > 0 ? edge - 9 : edge;
      ctx.beginPath();
      ctx.moveTo(centre, tip);
      ctx.lineTo(centre - 5, tip + sign * 9);
      ctx.lineTo(centre + 5, tip + sign * 9);
      ctx.closePath();
      if (Number.isNaN(value)) {
        ctx.stroke();
      } else {
        ctx.fill();
      }
    }
    ctx.restore();
  },
};

function dot(ctx, x, y, fill) {
  ctx.beginPath();
  ctx.arc(x, y, 3, 0, 2 * Math.PI);
  ctx.fillStyle = fill;
  ctx.fill();
}
