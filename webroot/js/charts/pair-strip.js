import { svg } from "../dom.js";
import { power } from "../format.js";
import { axisExponent, octaveLabel, octaves, SteadyRange, tickLabels, ticks } from "./axis.js";
import { GridFocus } from "./grid-focus.js";
import { reachOf, within } from "./reach.js";

const RADIUS = 4;
const LEVEL = 5;
const CLASS_ROW = 26;
const ONLY_ROW = 132;
const TOP = 8;
const BOTTOM = 40;
const RIGHT = 16;
const CHARACTER = 6.6;
const MOST_NAME = 90;

/** A row per group of pairs, a dot per pair at its value, and a line at the mean with its standard error. */
export class PairStrip {
  #axis = svg("g", { "aria-hidden": "true" });
  #svg = svg("svg", { class: "pair-strip", role: "grid", "data-testid": "pair-strip" });
  #names = [];
  #means = [];
  #errors = [];
  #dots = new Map();
  #built = null;
  #range = new SteadyRange();
  #focus;
  #view = null;
  #resize = new ResizeObserver(() => this.#draw());

  /** @param describe and pick as in GridFocus, for a pair */
  constructor(handlers) {
    this.#focus = new GridFocus(this.#svg, handlers);
    this.element = this.#focus.frame;
    this.#resize.observe(this.element);
  }

  /** @param groups [{ name, pairs, value, error }]; @param current number of the pair that is looked at */
  set({ groups, measure, current, label }) {
    if (this.#view?.measure !== measure) this.#range.reset();
    this.#view = { groups, measure, current };
    this.#svg.setAttribute("aria-label", label);
    this.#draw();
  }

  destroy() {
    this.#resize.disconnect();
  }

  #build(groups) {
    this.#built = signature(groups);
    this.#dots.clear();
    this.#names = groups.map(({ name }) => svg("text", { class: "heat-name", "text-anchor": "end", "aria-hidden": "true" }, name));
    this.#means = groups.map(() => svg("line", { class: "strip-mean" }));
    this.#errors = groups.map(() => svg("rect", { class: "strip-error", rx: 2 }));
    const rows = groups.map(({ pairs }) => svg("g", { role: "row" }, ...keptLast(pairs).map(({ pair, kept }) => {
      const dot = svg("circle", { class: "strip-dot", role: "gridcell", r: RADIUS, "data-dot": pair, "data-kept": String(kept) });
      this.#dots.set(pair, dot);
      return dot;
    })));
    this.#svg.replaceChildren(this.#axis, ...this.#names, ...this.#errors, ...this.#means, ...rows);
  }

  #draw() {
    const width = this.element.clientWidth;
    if (!this.#view || width === 0) return;
    const { groups, measure } = this.#view;
    // After the width was asked for, or new dots would be seen flying in from the corner.
    if (this.#built !== signature(groups)) this.#build(groups);
    const row = groups.length === 1 ? ONLY_ROW : CLASS_ROW;
    const left = 12 + Math.min(MOST_NAME, Math.max(...groups.map(({ name }) => name.length)) * CHARACTER);
    const drawn = groups.map(({ pairs }) => pairs.filter(({ value }) => Number.isFinite(value) && (!measure.ratio || value > 0)));
    const x = this.#scale(drawn.flat(), measure, left, width - RIGHT);
    const bottom = TOP + row * groups.length;
    this.#svg.setAttribute("width", width);
    this.#svg.setAttribute("height", bottom + BOTTOM);
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${bottom + BOTTOM}`);
    this.#drawAxis(x, measure, bottom, left, width - RIGHT);
    groups.forEach(({ value, error }, i) => {
      const middle = TOP + (i + 0.5) * row;
      const half = Math.min(row, 2 * CLASS_ROW) / 2 - 3;
      set(this.#names[i], { x: left - 12, y: middle + 4 });
      const defined = drawn[i].length > 0 && Number.isFinite(value);
      this.#means[i].style.display = this.#errors[i].style.display = defined ? "" : "none";
      if (!defined) return;
      set(this.#means[i], { x1: x(value), x2: x(value), y1: middle - half, y2: middle + half });
      const known = Number.isFinite(error) && (!measure.ratio || error < value);
      const [from, to] = known ? [x(value - error), x(value + error)] : [x(value), x(value)];
      set(this.#errors[i], { x: from, y: middle - half, width: to - from, height: 2 * half });
    });
    for (const dot of this.#dots.values()) dot.style.display = "none";
    this.#focus.set(drawn.map((pairs, i) => this.#placeDots(pairs, x, TOP + (i + 0.5) * row, row / 2)));
  }

  /** In the order of their values, each as near to the middle of its row as those before leave room. */
  #placeDots(pairs, x, middle, half) {
    const levels = Math.max(1, Math.floor((half - RADIUS) / LEVEL) * 2 + 1);
    const ends = new Array(levels).fill(-Infinity);
    return [...pairs].sort((a, b) => a.value - b.value).map((item) => {
      const at = x(item.value);
      const free = ends.findIndex((end) => at - end >= 2 * RADIUS);
      const level = free < 0 ? 0 : free;
      ends[level] = at;
      const element = this.#dots.get(item.pair);
      element.style.display = "";
      element.dataset.current = item.pair === this.#view.current;
      set(element, { cx: at, cy: middle + LEVEL * Math.ceil(level / 2) * (level % 2 === 0 ? 1 : -1) });
      return { element, item };
    });
  }

  #scale(pairs, measure, from, to) {
    const place = measure.ratio ? Math.log : (value) => value;
    const values = pairs.map(({ value }) => value);
    const places = within(values, reachOf(values)).map(place);
    if (measure.ratio) places.push(0);
    const { low, high } = this.#range.fit(Math.min(...places), Math.max(...places));
    return (value) => Math.min(to, Math.max(from, from + ((place(value) - low) / (high - low)) * (to - from)));
  }

  #drawAxis(x, measure, bottom, left, right) {
    const { low, high } = this.#range;
    const exponent = measure.ratio ? 0 : axisExponent(low, high);
    const values = measure.ratio ? octaves(Math.exp(low), Math.exp(high)) : ticks(low, high, Math.max(2, (right - left) / 100));
    const labels = measure.ratio ? values.map(octaveLabel) : tickLabels(values, exponent);
    const title = measure.ratio ? `log scale; dashed: ${measure.reference}` : `${measure.unit}${exponent === 0 ? "" : power(exponent)}`;
    this.#axis.replaceChildren(
      ...values.map((value) => svg("line", { class: measure.ratio && value === 1 ? "strip-one" : "strip-grid", x1: x(value), x2: x(value), y1: TOP, y2: bottom })),
      ...values.map((value, i) => svg("text", { class: "strip-tick", x: x(value), y: bottom + 16, "text-anchor": "middle" }, labels[i])),
      svg("text", { class: "strip-tick", x: (left + right) / 2, y: bottom + 34, "text-anchor": "middle" }, `${measure.name}, ${title}`));
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** On top of the others. */
function keptLast(pairs) {
  return [...pairs].sort((a, b) => a.kept - b.kept);
}

function signature(groups) {
  return groups.map(({ pairs }) => pairs.map(({ pair }) => pair).join(" ")).join("/");
}
