import { h } from "../dom.js";
import { count, number, withError } from "../format.js";

/** The pairs in words: their text alternative, filled while it is open. */
export class PairsTable {
  #build = null;
  #place = h("div", { class: "table-scroll pairs-table", tabindex: 0, role: "region", "aria-label": "Values of the pairs" });

  constructor() {
    this.element = h("details", { class: "pairs-details", "data-testid": "pairs-table", ontoggle: () => this.#show() }, h("summary", {}, "As a table"), this.#place);
  }

  setGroups(groups, name, measure) {
    const ordered = () => [...groups].sort((a, b) => a.classes[0] - b.classes[0] || a.classes[1] - b.classes[1]);
    this.#set(["Classes", "Pairs", heading(measure)], () => ordered().map((group) => [
      name(group), count(group.pairs.length), group.defined > 0 ? withError(group.value, group.error) : "–",
    ]));
  }

  setPairs(pairs, measure) {
    const ordered = () => [...pairs].sort((a, b) => a.value - b.value);
    this.#set(["Samples", "Kinks", heading(measure)], () => ordered().map(({ samples, kinks, value }) => [
      `${samples[0]} and ${samples[1]}`, count(kinks), Number.isFinite(value) ? number(value) : "–",
    ]));
  }

  #set(head, rows) {
    this.#build = () => h("table", {},
      h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...rows().map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), ...rest.map((text) => h("td", {}, text))))));
    this.#show();
  }

  #show() {
    if (this.element.open && this.#build) this.#place.replaceChildren(this.#build());
  }
}

function heading({ name, unit }) {
  return unit ? `${name}, ${unit}` : name;
}
