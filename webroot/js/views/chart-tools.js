import { legendHeight, pngPicture, svgPicture } from "../charts/picture.js";
import { h, icon } from "../dom.js";
import { tableDialog } from "./chart-table.js";
import { open } from "./dialogs.js";
import { menu } from "./menu.js";
import { toast } from "./toast.js";

/** The buttons of a chart: full screen, and a menu of what it can be saved as. */
export class ChartTools {
  #card;
  #full = h("button", { type: "button", class: "icon-button chart-full-button", "data-testid": "full-screen", onclick: () => this.#toggle() });
  #dialog = null;

  /** @param card element, title, file (a name without its ending), csv() (links for the menu), lines(), series, chart, words() */
  constructor(card) {
    this.#card = card;
    this.element = h("div", { class: "chart-tools" }, this.#full, menu(`Save or read: ${card.title}`, "download", () => [
      { label: "PNG picture", id: "save-png", act: () => this.#save("png", pngPicture) },
      { label: "SVG drawing", id: "save-svg", act: () => this.#save("svg", svgPicture) },
      ...card.csv(),
      { label: "Table", id: "show-table", act: () => tableDialog(card.title, card.lines(), card.series) },
    ]));
    this.#showState();
  }

  destroy() {
    this.#dialog?.close();
  }

  /** The card itself moves, so that it goes on as it is, and live. */
  #toggle() {
    if (this.#dialog) return this.#dialog.close();
    const { element, title } = this.#card;
    const place = h("div", { class: "chart-place" });
    element.replaceWith(place);
    this.#dialog = h("dialog", { class: "dialog chart-full", "aria-label": title, "data-testid": "full-chart" }, element);
    open(this.#dialog, () => {
      place.replaceWith(element);
      this.#dialog = null;
      this.#showState();
      this.#full.focus();
    });
    this.#showState();
    return this.#full.focus();
  }

  #showState() {
    const label = this.#dialog ? "Leave full screen" : `Full screen: ${this.#card.title}`;
    this.#full.setAttribute("aria-label", label);
    this.#full.title = this.#dialog ? "Leave full screen (Esc)" : "Full screen";
    this.#full.replaceChildren(icon(this.#dialog ? "shrink" : "grow"));
  }

  async #save(ending, picture) {
    const { chart, element } = this.#card;
    if (!chart?.config) return toast("There is nothing to draw yet.");
    const { width, height } = element.querySelector("canvas").getBoundingClientRect();
    const words = this.#card.words();
    const size = { width: Math.round(width) + 32, height: Math.round(height) + 88 + legendHeight(words) };
    const blob = await picture(chart.config, size, words);
    const url = URL.createObjectURL(blob);
    h("a", { href: url, download: `${this.#card.file}.${ending}` }).click();
    return setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
