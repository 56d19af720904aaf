import { power } from "../format.js";
import { colour, font } from "../theme.js";
import { axisExponent, spread, tickLabels, ticks } from "./axis.js";
import { layerColour } from "./palette.js";

/*
 * What the path plot is drawn of. A `panel` is { left, right, top, bottom, low, high }: a rectangle in
 * CSS pixels and its vertical range; t runs from left to right.
 */

export function xOf(panel, t) {
  return panel.left + t * (panel.right - panel.left);
}

export function yOf(panel, value) {
  return panel.bottom - ((value - panel.low) / (panel.high - panel.low)) * (panel.bottom - panel.top);
}

/** Where a value has its label: as near as the panel goes, NaN at its bottom. */
function labelY(panel, value) {
  return Number.isNaN(value) ? panel.bottom : Math.min(panel.bottom, Math.max(panel.top, yOf(panel, value)));
}

/** Grid lines, tick labels and the title with the axis's power of ten. */
export function drawAxis(ctx, panel, title, wanted) {
  const values = ticks(panel.low, panel.high, wanted);
  const exponent = axisExponent(panel.low, panel.high);
  const labels = tickLabels(values, exponent);
  ctx.font = font(11);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  ctx.lineWidth = 1;
  values.forEach((value, i) => {
    const y = Math.round(yOf(panel, value)) + 0.5;
    ctx.strokeStyle = colour("grid");
    line(ctx, panel.left, y, panel.right, y);
    ctx.fillStyle = colour("ink-3");
    ctx.fillText(labels[i], panel.left - 8, y);
  });
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = colour("ink-2");
  ctx.fillText(title + (exponent ? `  ${power(exponent).trim()}` : ""), panel.left, panel.top - 10);
}

export function drawPositionAxis(ctx, panel) {
  ctx.font = font(11);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineWidth = 1;
  for (const t of [0, 0.25, 0.5, 0.75, 1]) {
    const x = Math.round(xOf(panel, t)) + (t === 1 ? -0.5 : 0.5);
    ctx.strokeStyle = colour("axis");
    line(ctx, x, panel.bottom, x, panel.bottom + 4);
    ctx.fillStyle = colour("ink-3");
    ctx.fillText(String(t), x, panel.bottom + 8);
  }
  ctx.strokeStyle = colour("axis");
  line(ctx, panel.left, panel.bottom + 0.5, panel.right, panel.bottom + 0.5);
  ctx.fillStyle = colour("ink-2");
  ctx.textAlign = "left";
  ctx.fillText("t", panel.right + 14, panel.bottom + 8);
}

/** The grey band of the random walk, from `low[i]` to `high[i]` at `t[i]`. */
export function drawBand(ctx, panel, t, low, high) {
  ctx.beginPath();
  for (let i = 0; i < t.length; i++) ctx.lineTo(xOf(panel, t[i]), yOf(panel, high[i]));
  for (let i = t.length - 1; i >= 0; i--) ctx.lineTo(xOf(panel, t[i]), yOf(panel, low[i]));
  ctx.closePath();
  ctx.fillStyle = colour("walk");
  ctx.fill();
}

/** A polyline; where nodes are denser than pixels, each column is drawn as its first, extremes and last. */
export function drawCurve(ctx, panel, t, values, { stroke, width, dash = [] }) {
  ctx.beginPath();
  if (t.length > 2 * (panel.right - panel.left)) traceColumns(ctx, panel, t, values);
  else for (let i = 0; i < t.length; i++) ctx.lineTo(xOf(panel, t[i]), yOf(panel, values[i]));
  ctx.strokeStyle = stroke;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

function traceColumns(ctx, panel, t, values) {
  let column = NaN;
  let x = 0;
  let low = 0;
  let high = 0;
  let last = 0;
  const close = () => {
    ctx.lineTo(x, yOf(panel, low));
    ctx.lineTo(x, yOf(panel, high));
    ctx.lineTo(x, yOf(panel, last));
  };
  for (let i = 0; i < t.length; i++) {
    const here = Math.floor(xOf(panel, t[i]) * 2);
    if (here !== column) {
      if (i > 0) close();
      column = here;
      x = here / 2;
      low = high = values[i];
      ctx.lineTo(x, yOf(panel, values[i]));
    }
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
    last = values[i];
  }
  close();
}

/** One row of ticks per layer, each tick a kink; where they are denser than pixels, opacity is density. */
export function drawRug(ctx, panel, path, layers) {
  const row = (panel.bottom - panel.top) / layers;
  const columns = Math.max(1, Math.round(panel.right - panel.left));
  const counts = Array.from({ length: layers }, () => new Uint32Array(columns));
  path.t.forEach((t, i) => counts[path.layer[i] - 1][Math.min(columns - 1, Math.floor(t * columns))]++);
  counts.forEach((count, layer) => {
    const most = count.reduce((a, b) => Math.max(a, b), 1);
    ctx.fillStyle = layerColour(layer + 1, layers);
    const top = panel.top + layer * row;
    for (let x = 0; x < columns; x++) {
      if (count[x] === 0) continue;
      ctx.globalAlpha = 0.45 + 0.55 * (count[x] / most);
      ctx.fillRect(panel.left + x, top, 1, Math.max(2, row - 2));
    }
    ctx.globalAlpha = 1;
  });
  labelRug(ctx, panel, layers, row);
}

function labelRug(ctx, panel, layers, row) {
  ctx.font = font(11);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour("ink-3");
  if (layers === 1) return ctx.fillText("kinks", panel.left - 8, panel.top + row / 2 - 1);
  if (row < 11) return ctx.fillText(`layers 1–${layers}`, panel.left - 8, (panel.top + panel.bottom) / 2);
  for (let layer = 0; layer < layers; layer++) {
    ctx.fillText(`layer ${layer + 1}`, panel.left - 8, panel.top + (layer + 0.5) * row - 1);
  }
  return undefined;
}

export function drawDots(ctx, panel, t, values, fill, radius) {
  ctx.fillStyle = fill;
  for (let i = 0; i < t.length; i++) {
    ctx.beginPath();
    ctx.arc(xOf(panel, t[i]), yOf(panel, values[i]), radius, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/**
 * Names of the outputs beside the ends of their curves. Returns the labels with the places they got.
 * Unchosen names stand only where there is room for all.
 */
export function drawLabels(ctx, panel, labels) {
  const gap = 14;
  const room = labels.length * gap <= panel.bottom - panel.top;
  const shown = labels.filter((label) => room || label.colour);
  const placed = shown.map((label) => ({ ...label, end: labelY(panel, label.value), y: labelY(panel, label.value) }));
  spread(placed, gap, panel.top + 4, panel.bottom - 4);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  for (const { name, end, y, colour: stroke } of placed) {
    ctx.strokeStyle = stroke ?? colour("curve-rest");
    ctx.lineWidth = stroke ? 1.5 : 1;
    line(ctx, panel.right + 2, end, panel.right + 10, y);
    if (stroke) {
      ctx.fillStyle = stroke;
      ctx.beginPath();
      ctx.arc(panel.right + 14, y, 4, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.font = font(stroke ? 13 : 11, stroke ? 600 : 400);
    ctx.fillStyle = colour(stroke ? "ink" : "ink-3");
    ctx.fillText(name, panel.right + (stroke ? 22 : 14), y);
  }
  return placed;
}

export function line(ctx, x1, y1, x2, y2) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
