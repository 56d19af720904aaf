import { svg } from "../dom.js";

const STYLE = [
  "globalAlpha", "fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "miterLimit", "lineDashOffset", "font", "textAlign", "textBaseline",
];
const BASELINES = { middle: 0.35, top: 0.8, hanging: 0.8, bottom: -0.2 };
const ANCHORS = { center: "middle", right: "end", end: "end" };

/**
 * The part of a canvas context that charts draw with, which writes SVG instead. Its text stays text. There are no images,
 * gradients, shadows or Path2D.
 */
export class SvgContext {
  globalAlpha = 1;
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  miterLimit = 10;
  lineDashOffset = 0;
  font = "10px sans-serif";
  textAlign = "start";
  textBaseline = "alphabetic";
  #dash = [];
  #matrix = new DOMMatrix();
  #clip = null;
  #clips = 0;
  #stack = [];
  #path = [];
  #measure = document.createElement("canvas").getContext("2d");

  constructor(width, height) {
    this.root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
    this.canvas = { width, height, getContext: () => this };
  }

  save() {
    const style = Object.fromEntries(STYLE.map((name) => [name, this[name]]));
    this.#stack.push({ style, dash: this.#dash, matrix: this.#matrix, clip: this.#clip });
  }

  restore() {
    const state = this.#stack.pop();
    if (!state) return;
    Object.assign(this, state.style);
    this.#dash = state.dash;
    this.#matrix = state.matrix;
    this.#clip = state.clip;
  }

  translate(x, y) {
    this.#matrix = this.#matrix.translate(x, y);
  }

  rotate(angle) {
    this.#matrix = this.#matrix.rotate((angle * 180) / Math.PI);
  }

  setTransform(...values) {
    this.#matrix = new DOMMatrix(values);
  }

  resetTransform() {
    this.#matrix = new DOMMatrix();
  }

  setLineDash(dash) {
    this.#dash = dash;
  }

  clearRect() {}

  beginPath() {
    this.#path = [];
  }

  moveTo(x, y) {
    this.#path.push(`M${this.#at(x, y)}`);
  }

  lineTo(x, y) {
    this.#path.push(`${this.#path.length > 0 ? "L" : "M"}${this.#at(x, y)}`);
  }

  bezierCurveTo(...points) {
    this.#path.push(`C${[0, 2, 4].map((i) => this.#at(points[i], points[i + 1])).join(" ")}`);
  }

  closePath() {
    if (this.#path.length > 0) this.#path.push("Z");
  }

  rect(x, y, width, height) {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  arc(x, y, radius, from, to) {
    const steps = Math.max(1, Math.ceil(Math.abs(to - from) / Math.PI - 1e-9));
    const point = (angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    this.lineTo(...point(from));
    for (let i = 1; i <= steps; i++) {
      this.#path.push(`A${radius} ${radius} 0 0 ${to > from ? 1 : 0} ${this.#at(...point(from + ((to - from) * i) / steps))}`);
    }
  }

  clip() {
    const id = `clip-${++this.#clips}`;
    this.root.append(svg("clipPath", { id }, svg("path", { d: this.#path.join("") })));
    this.#clip = `url(#${id})`;
  }

  stroke() {
    this.#add("path", {
      d: this.#path.join(""), fill: "none", ...this.#colour("stroke", this.strokeStyle),
      "stroke-width": this.lineWidth, "stroke-linecap": this.lineCap, "stroke-linejoin": this.lineJoin, "stroke-miterlimit": this.miterLimit,
      "stroke-dasharray": this.#dash.join(" ") || null, "stroke-dashoffset": this.lineDashOffset || null,
    });
  }

  fill() {
    this.#add("path", { d: this.#path.join(""), ...this.#colour("fill", this.fillStyle) });
  }

  fillRect(...box) {
    this.beginPath();
    this.rect(...box);
    this.fill();
  }

  fillText(text, x, y) {
    this.#measure.font = this.font;
    const [, style, size, family] = /^(.*?)([\d.]+)px(?:\/\S+)? (.*)$/.exec(this.#measure.font);
    const { a, b, c, d, e, f } = this.#matrix;
    const moved = a === 1 && b === 0 ? { x: round(x + e), y: round(y + f) } : { x: round(x), y: round(y), transform: `matrix(${[a, b, c, d, e, f].map(round).join(" ")})` };
    moved.y = round(moved.y + (BASELINES[this.textBaseline] ?? 0) * Number(size));
    this.#add("text", {
      ...moved, "font-family": family, "font-size": size, "font-weight": /\d+|bold/.exec(style)?.[0],
      "text-anchor": ANCHORS[this.textAlign], ...this.#colour("fill", this.fillStyle),
    }, text);
  }

  measureText(text) {
    this.#measure.font = this.font;
    return this.#measure.measureText(text);
  }

  #at(x, y) {
    const { a, b, c, d, e, f } = this.#matrix;
    return `${round(a * x + c * y + e)} ${round(b * x + d * y + f)}`;
  }

  #add(tag, attributes, ...children) {
    this.root.append(svg(tag, { ...attributes, "clip-path": this.#clip }, ...children));
  }

  /** Colours as every reader of SVG knows them: six digits, and the opacity apart. */
  #colour(name, value) {
    this.#measure.fillStyle = value;
    const [, red, green, blue, alpha] = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(this.#measure.fillStyle) ?? [];
    const opacity = round(Number(alpha ?? 1) * this.globalAlpha);
    return { [name]: alpha ? `rgb(${red}, ${green}, ${blue})` : this.#measure.fillStyle, [`${name}-opacity`]: opacity < 1 ? opacity : null };
  }
}

function round(value) {
  return Math.round(value * 100) / 100;
}
