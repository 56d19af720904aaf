import { BasicPlatform, Chart } from "chart.js";
import { colour, font } from "../theme.js";
import { SvgContext } from "./svg-context.js";

const RESOLUTION = 2;
const MARGIN = 16;
const HEAD = 72;
const FOOT = 24;
const LEGEND_LINE = 18;

/**
 * A chart drawn once more with what stands around it.
 *
 * @param config of Chart.js
 * @param size { width, height } in pixels
 * @param words { title, subtitle, unit, foot, legend? (of many lines: [{ name, stroke }]) }
 * @returns a promise of the Blob
 */
export async function pngPicture(config, size, words) {
  const canvas = Object.assign(document.createElement("canvas"), size);
  const chart = draw(canvas, config, words, RESOLUTION);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  chart.destroy();
  return blob;
}

/** The same as SVG, whose text can be selected. */
export async function svgPicture(config, { width, height }, words) {
  const context = new SvgContext(width, height);
  draw(context.canvas, config, words, 1).destroy();
  return new Blob([new XMLSerializer().serializeToString(context.root)], { type: "image/svg+xml" });
}

/** What a legend adds to the height of a picture. */
export function legendHeight({ legend = [] }) {
  return LEGEND_LINE * legend.length;
}

function draw(canvas, { type, data, options, plugins }, words, resolution) {
  const padding = { ...options.layout.padding, top: HEAD, left: MARGIN, bottom: FOOT + legendHeight(words) };
  // A data set with `segment` is drawn without Path2D, which could not be read back.
  const datasets = data.datasets.map((dataset) => ({ segment: {}, ...dataset }));
  return new Chart(canvas, {
    type, data: { datasets }, platform: BasicPlatform, plugins: [...plugins, around(words)],
    options: { ...options, responsive: false, devicePixelRatio: resolution, layout: { padding } },
  });
}

/** The page's background below the chart, title and unit above it, what it shows of how much at its foot. */
function around({ title, subtitle, unit, foot, legend = [] }) {
  return {
    id: "around",
    beforeDraw({ ctx, width, height }) {
      ctx.save();
      ctx.fillStyle = colour("card");
      ctx.fillRect(0, 0, width, height);
      ctx.textBaseline = "alphabetic";
      ctx.textAlign = "left";
      write(ctx, title, font(15, 600), "ink", MARGIN, 26);
      write(ctx, subtitle, font(12), "ink-2", MARGIN, 44);
      write(ctx, unit, font(11), "ink-2", MARGIN, 64);
      legend.forEach(({ name, stroke }, i) => {
        const y = height - FOOT - LEGEND_LINE * (legend.length - i) + 12;
        ctx.fillStyle = stroke;
        ctx.fillRect(MARGIN, y - 5, 14, 3);
        write(ctx, name, font(12), "ink", MARGIN + 22, y);
      });
      write(ctx, foot, font(11), "ink-2", MARGIN, height - 10);
      ctx.restore();
    },
  };
}

function write(ctx, text, face, ink, x, y) {
  ctx.font = face;
  ctx.fillStyle = colour(ink);
  ctx.fillText(text, x, y);
}
