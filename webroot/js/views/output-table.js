import { outputColours } from "../charts/palette.js";
import { h, setText } from "../dom.js";
import { count, number } from "../format.js";

const COLUMNS = ["Output", "Gap dev.", "Max bend", "Straightness"];
const TITLES = [
  "Click a name to show or hide it",
  "Gap deviation of this pair: the size of a typical kink, output / input",
  "Largest distance from the chord, output",
  "Rms bend divided by the rms bend expected by chance: below 1 is straighter than a random walk",
];

/** The figures of one path: distance and kinks, and per output its measures. Its names choose outputs. */
export class OutputTable {
  #toggle;
  #distance = h("dd", {});
  #kinks = h("dd", { "data-testid": "path-kinks" });
  #body = h("tbody", {});
  #rows = [];

  constructor(toggle) {
    this.#toggle = toggle;
    this.element = h("div", {},
      h("dl", { class: "facts path-facts" },
        h("div", {}, h("dt", {}, "Distance D"), this.#distance), h("div", {}, h("dt", {}, "Kinks N"), this.#kinks)),
      h("div", { class: "table-scroll output-scroll", tabindex: 0, role: "region", "aria-label": "Measures of each output" },
        h("table", { class: "outputs", "data-testid": "outputs" },
          h("thead", {}, h("tr", {}, ...COLUMNS.map((name, i) => h("th", { scope: "col", title: TITLES[i] }, name)))), this.#body)));
  }

  set(geometry, chosen, names) {
    setText(this.#distance, number(geometry.length, 4));
    setText(this.#kinks, count(geometry.kinks));
    if (this.#rows.length !== geometry.outputs) this.#build(geometry.outputs, names);
    const colours = outputColours(chosen);
    this.#rows.forEach(({ button, swatch, cells, element }, c) => {
      const { gapDeviation, maxBend, straightness } = geometry.output(c);
      const on = colours.has(c);
      element.dataset.chosen = on;
      button.setAttribute("aria-pressed", String(on));
      swatch.style.backgroundColor = on ? colours.get(c) : "transparent";
      swatch.style.borderColor = on ? colours.get(c) : "";
      const figures = [gapDeviation, maxBend, straightness].map((value) => (value === null ? "–" : number(value)));
      figures.forEach((text, i) => setText(cells[i], text));
    });
  }

  #build(outputs, names) {
    this.#rows = Array.from({ length: outputs }, (_, c) => {
      const swatch = h("i", { class: "swatch" });
      const button = h("button", { type: "button", class: "output-name", "data-output": c, onclick: () => this.#toggle(c) }, swatch, names[c] ?? String(c));
      const cells = [h("td", {}), h("td", {}), h("td", {})];
      return { swatch, button, cells, element: h("tr", {}, h("th", { scope: "row" }, button), ...cells) };
    });
    this.#body.replaceChildren(...this.#rows.map((row) => row.element));
  }
}
