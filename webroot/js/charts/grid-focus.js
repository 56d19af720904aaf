import { h } from "../dom.js";
import { Tip } from "./tip.js";

const MOVES = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

/**
 * Makes the marks of a chart one stop of the tab key, walked with the arrow keys, Home and End. A mark that is
 * pointed at or has the focus is shown in a tip; a click, Enter or the space bar picks it.
 */
export class GridFocus {
  #rows = [];
  #places = new Map();
  #current = null;
  #shown = null;
  #tip = new Tip();
  #describe;
  #pick;

  /**
   * @param chart the element that holds the marks; it stands in a frame together with the tip
   * @param describe gives the lines of the tip for an item
   * @param pick is told the item that was picked
   */
  constructor(chart, { describe, pick }) {
    this.frame = h("div", { class: "pair-figure" }, chart, this.#tip.element);
    this.#describe = describe;
    this.#pick = pick;
  }

  /** Takes the marks, row by row: [{ element, item }]. */
  set(rows) {
    const known = this.#places;
    this.#rows = rows.filter((row) => row.length > 0);
    this.#places = new Map();
    this.#rows.forEach((marks, row) => marks.forEach(({ element, item }, column) => {
      if (!known.has(element)) this.#listen(element);
      this.#places.set(element, { row, column, item });
      element.setAttribute("tabindex", -1);
      element.setAttribute("aria-label", this.#describe(item).join(", "));
    }));
    this.#stop(this.#places.has(this.#current) ? this.#current : this.#rows[0]?.[0].element);
    if (this.#shown) this.#show(this.#shown);
  }

  #listen(element) {
    element.addEventListener("pointerenter", () => this.#show(element));
    element.addEventListener("pointerleave", () => this.#hide());
    element.addEventListener("focus", () => {
      this.#stop(element);
      this.#show(element);
    });
    element.addEventListener("blur", () => this.#hide());
    element.addEventListener("click", () => this.#pick(this.#places.get(element).item));
    element.addEventListener("keydown", (event) => this.#key(event, this.#places.get(element)));
  }

  /** Where the tab key stops. */
  #stop(element) {
    this.#current?.setAttribute("tabindex", -1);
    this.#current = element ?? null;
    this.#current?.setAttribute("tabindex", 0);
  }

  #key(event, { row, column, item }) {
    const picks = event.key === "Enter" || event.key === " ";
    const target = this.#target(event.key, row, column);
    if (picks || target) event.preventDefault();
    if (picks) this.#pick(item);
    target?.element.focus();
  }

  #target(key, row, column) {
    if (key === "Home") return this.#rows[row][0];
    if (key === "End") return this.#rows[row].at(-1);
    if (!MOVES[key]) return null;
    const [down, right] = MOVES[key];
    const marks = this.#rows[row + down];
    return marks?.[down === 0 ? column + right : Math.min(column, marks.length - 1)];
  }

  #show(element) {
    const place = this.#places.get(element);
    if (!place) return this.#hide();
    this.#shown = element;
    return this.#tip.show(this.#describe(place.item), element.getBoundingClientRect());
  }

  #hide() {
    this.#shown = null;
    this.#tip.hide();
  }
}
