import { recall, remember } from "../remembered.js";

export const HEIGHTS = { least: 120, usual: 216, most: 720 };

/** How somebody arranged the panels of a kind of page: their order in each section, size, and which are hidden. */
export class PanelLayout {
  #name;
  #order;
  #hidden;
  #full;
  #heights;

  constructor(kind) {
    this.#name = `panels.${kind}`;
    this.#read(recall(this.#name));
  }

  /** The ids of a section in their order; new ones come last. */
  ordered(section, ids) {
    const order = this.#order[section] ?? [];
    const place = (id) => (order.includes(id) ? order.indexOf(id) : order.length + ids.indexOf(id));
    return [...ids].sort((a, b) => place(a) - place(b));
  }

  setOrder(section, ids) {
    this.#order[section] = ids;
    this.#write();
  }

  isHidden(id) {
    return this.#hidden.has(id);
  }

  setHidden(id, hidden) {
    if (hidden) this.#hidden.add(id);
    else this.#hidden.delete(id);
    this.#write();
  }

  /** Whether it is as wide as the page. */
  isFull(id) {
    return this.#full.has(id);
  }

  setFull(id, full) {
    if (full) this.#full.add(id);
    else this.#full.delete(id);
    this.#write();
  }

  /** Of the plot, in CSS pixels. */
  height(id) {
    return this.#heights[id] ?? HEIGHTS.usual;
  }

  setHeight(id, pixels) {
    this.#heights[id] = Math.round(Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, pixels)));
    this.#write();
  }

  reset() {
    this.#read(null);
    this.#write();
  }

  #read(kept) {
    const strings = (list) => (Array.isArray(list) ? list.filter((one) => typeof one === "string") : []);
    const entries = (map) => Object.entries(map !== null && typeof map === "object" ? map : {});
    this.#order = Object.fromEntries(entries(kept?.order).map(([section, ids]) => [section, strings(ids)]));
    this.#hidden = new Set(strings(kept?.hidden));
    this.#full = new Set(strings(kept?.full));
    this.#heights = Object.fromEntries(entries(kept?.heights).filter(([, height]) => height >= HEIGHTS.least && height <= HEIGHTS.most));
  }

  #write() {
    remember(this.#name, { order: this.#order, hidden: [...this.#hidden], full: [...this.#full], heights: this.#heights });
  }
}
