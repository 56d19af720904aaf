import { h, setText } from "../dom.js";
import { number, power } from "../format.js";

/** What the colours of a heatmap mean, and the marks of either chart. */
export class HeatLegend {
  #bar = h("div", { class: "heat-bar", "aria-hidden": "true" });
  #ends = h("div", { class: "heat-ends" });
  #low = h("span", {});
  #middle = h("span", {});
  #high = h("span", {});
  #says = h("p", {});

  constructor() {
    this.#ends.append(this.#low, this.#middle, this.#high);
    this.element = h("div", {}, this.#bar, this.#ends, this.#says);
  }

  showColours({ low, high, ratio, exponent }, measure) {
    this.#bar.hidden = this.#ends.hidden = false;
    this.#bar.dataset.ratio = ratio;
    setText(this.#low, number(low, 2));
    setText(this.#middle, ratio ? `1, ${measure.reference}` : "");
    setText(this.#high, number(high, 2));
    const unit = ratio ? "" : `Cells: ${measure.unit}${exponent === 0 ? "" : power(exponent)}. `;
    setText(this.#says, `${unit}Each cell has the pairs of its two classes; a dot in the corner marks one with a path to look at: click it.`);
  }

  showDots() {
    this.#bar.hidden = this.#ends.hidden = true;
    setText(this.#says, "A dot is a pair; a filled one has a path to look at: click it. Line and band: the average of a row and its standard error.");
  }
}
