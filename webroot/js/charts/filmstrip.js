import { h } from "../dom.js";
import { colour, isDark, theme } from "../theme.js";

const SIZE = 44;

/** Draws a grey image (values 0 to 255) onto a canvas of its own size: ink on paper, or light on dark. */
export function drawImage(canvas, values, width) {
  const height = Math.ceil(values.length / width);
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  const [paper, ink] = isDark() ? [[28, 32, 36], [240, 243, 246]] : [[255, 255, 255], [22, 25, 29]];
  values.forEach((value, i) => {
    const share = Math.min(1, Math.max(0, value / 255));
    for (let band = 0; band < 3; band++) image.data[4 * i + band] = paper[band] + share * (ink[band] - paper[band]);
    image.data[4 * i + 3] = 255;
  });
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/** The way from sample a to sample b as a row of blended images; the cursor shows the blend under it. */
export class Filmstrip {
  element = h("canvas", { class: "filmstrip", "aria-hidden": "true" });
  #margins;
  #a = null;
  #b = null;
  #cursor = null;
  #draw = () => this.#render();
  #resize = new ResizeObserver(this.#draw);

  /** @param margins gives the left and right margin of the plot above */
  constructor(margins) {
    this.#margins = margins;
    this.#resize.observe(this.element);
    theme.addEventListener("change", this.#draw);
  }

  /** Hidden where the samples are not images. */
  set(a, b) {
    this.#a = a;
    this.#b = b;
    this.element.hidden = !(a?.width > 0);
    this.#render();
  }

  setCursor(t) {
    this.#cursor = t;
    this.#render();
  }

  destroy() {
    this.#resize.disconnect();
    theme.removeEventListener("change", this.#draw);
  }

  #render() {
    const width = this.element.clientWidth;
    if (this.element.hidden || !this.#a || width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    this.element.width = Math.round(width * ratio);
    this.element.height = Math.round((SIZE + 8) * ratio);
    const ctx = this.element.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.imageSmoothingEnabled = false;
    const { left, right } = this.#margins();
    const span = width - left - right;
    const frames = Math.max(2, Math.min(13, Math.floor(span / (SIZE + 12))));
    for (let i = 0; i < frames; i++) {
      const t = i / (frames - 1);
      this.#frame(ctx, t, left + t * span, i === 0 || i === frames - 1 ? 1 : 0.4, SIZE - 4);
    }
    if (this.#cursor !== null) this.#frame(ctx, this.#cursor, left + this.#cursor * span, 1, SIZE + 4, colour("accent"));
  }

  #frame(ctx, t, x, opacity, size, border = colour("line-strong")) {
    const input = this.#a.input.map((value, i) => (1 - t) * value + t * this.#b.input[i]);
    const image = drawImage(document.createElement("canvas"), input, this.#a.width);
    const left = Math.round(x - size / 2);
    const top = Math.round((SIZE + 8 - size) / 2);
    if (opacity === 1) {
      ctx.fillStyle = colour("card");
      ctx.fillRect(left - 2, top - 2, size + 4, size + 4);
    }
    ctx.globalAlpha = opacity;
    ctx.drawImage(image, left, top, size, size);
    ctx.globalAlpha = 1;
    if (opacity < 1) return;
    ctx.strokeStyle = border;
    ctx.lineWidth = border === colour("accent") ? 2 : 1;
    ctx.strokeRect(left - 0.5, top - 0.5, size + 1, size + 1);
  }
}
