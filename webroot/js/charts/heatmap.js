import { setText, svg } from "../dom.js";
import { classKey } from "../pair-groups.js";
import { heat, valueLabels } from "./heat-scale.js";
import { GridFocus } from "./grid-focus.js";

const MOST_WIDTH = 76;
const MOST_HEIGHT = 40;
const ROOMY_CELL = 40;
const LABELLED_CELL = 26;
const CHARACTER = 6.4;
const MOST_LABEL = 14;
const MARK = 2.5;
const INSET = 5;

/** Class × class: the colour of a cell says the mean over the pairs of these classes, in either order. */
export class Heatmap {
  #svg = svg("svg", { class: "heatmap", role: "grid", "data-testid": "heatmap" });
  #focus;
  #cells = new Map();
  #columns = [];
  #lines = [];
  #classes = null;
  #resize = new ResizeObserver(() => this.#layOut());

  /** @param describe and pick as in GridFocus, for a group of pairs */
  constructor(handlers) {
    this.#focus = new GridFocus(this.#svg, handlers);
    this.element = this.#focus.frame;
    this.#resize.observe(this.element);
  }

  /**
   * @param groups by classKey; @param names of the classes
   * @param classes those to show, ascending; @param current key of the classes that are looked at
   */
  set({ groups, names, classes, scale, current, label }) {
    this.#svg.setAttribute("aria-label", label);
    if (String(this.#classes) !== String(classes)) this.#build(names, classes);
    const texts = valueLabels(groups, scale);
    for (const [place, { element, rect, text }] of this.#cells) {
      const key = cellKey(place);
      const group = groups.get(key);
      const defined = group?.defined > 0;
      element.dataset.kept = Boolean(group?.pairs.some((pair) => pair.kept));
      element.dataset.current = key === current;
      element.dataset.empty = !defined;
      rect.style.fill = defined ? heat(group.value, scale) : "";
      setText(text, texts.get(key) ?? "·");
    }
    this.#focus.set(classes.map((a) => classes.map((b) => {
      const place = `${a},${b}`;
      const key = cellKey(place);
      return { element: this.#cells.get(place).element, item: groups.get(key) ?? { classes: [Math.min(a, b), Math.max(a, b)], pairs: [], defined: 0 } };
    })));
  }

  destroy() {
    this.#resize.disconnect();
  }

  #build(names, classes) {
    this.#classes = classes;
    this.#cells.clear();
    this.#columns = classes.map((c) => svg("text", { class: "heat-name", "aria-hidden": "true" }, shortName(names[c] ?? c)));
    this.#lines = classes.map((c) => svg("text", { class: "heat-name", "aria-hidden": "true", "text-anchor": "end" }, shortName(names[c] ?? c)));
    const rows = classes.map((a) => svg("g", { role: "row" }, ...classes.map((b) => this.#cell(`${a},${b}`))));
    this.#svg.replaceChildren(...this.#columns, ...this.#lines, ...rows);
    this.#layOut();
  }

  #cell(place) {
    const rect = svg("rect", { class: "heat-rect" });
    const text = svg("text", { class: "heat-value", "text-anchor": "middle", "aria-hidden": "true" });
    const mark = svg("circle", { class: "heat-kept", r: MARK });
    const element = svg("g", { role: "gridcell", class: "heat-cell", "data-classes": place }, rect, text, mark);
    this.#cells.set(place, { element, rect, text, mark });
    return element;
  }

  #layOut() {
    const width = this.element.clientWidth;
    if (!this.#classes || width === 0) return;
    const classes = this.#classes;
    const longest = Math.max(...this.#lines.map((line) => line.textContent.length)) * CHARACTER;
    const left = longest + 12;
    const wide = Math.min(MOST_WIDTH, (width - left - 2) / classes.length);
    const high = Math.min(MOST_HEIGHT, wide);
    const turned = longest > wide - 4;
    const top = turned ? longest + 12 : 20;
    const every = Math.ceil(14 / high);
    const size = [left + wide * classes.length + 2, top + high * classes.length + 2];
    this.#svg.setAttribute("width", size[0]);
    this.#svg.setAttribute("height", size[1]);
    this.#svg.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
    this.#svg.dataset.cells = wide < LABELLED_CELL ? "bare" : wide < ROOMY_CELL ? "tight" : "roomy";
    classes.forEach((_, i) => {
      place(this.#lines[i], left - 8, top + (i + 0.5) * high + 4);
      const middle = left + (i + 0.5) * wide;
      this.#columns[i].setAttribute("text-anchor", turned ? "start" : "middle");
      this.#columns[i].setAttribute("transform", `translate(${middle + (turned ? 4 : 0)} ${top - 8})${turned ? " rotate(-90)" : ""}`);
      for (const name of [this.#lines[i], this.#columns[i]]) name.style.display = i % every === 0 ? "" : "none";
    });
    let index = 0;
    for (const { rect, text, mark } of this.#cells.values()) {
      const x = left + (index % classes.length) * wide;
      const y = top + Math.floor(index++ / classes.length) * high;
      place(rect, x + 0.5, y + 0.5);
      rect.setAttribute("width", Math.max(1, wide - 1));
      rect.setAttribute("height", Math.max(1, high - 1));
      place(text, x + wide / 2, y + high / 2 + 4);
      mark.setAttribute("cx", x + wide - INSET);
      mark.setAttribute("cy", y + INSET);
    }
  }
}

function place(element, x, y) {
  element.setAttribute("x", x);
  element.setAttribute("y", y);
}

function cellKey(place) {
  return classKey(place.split(",").map(Number).sort((x, y) => x - y));
}

function shortName(name) {
  const text = String(name);
  return text.length > MOST_LABEL ? `${text.slice(0, MOST_LABEL - 1)}…` : text;
}
