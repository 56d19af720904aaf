import { h } from "../dom.js";

/** Names and colours of the lines; pointing at one, or pressing it, sets its line apart. */
export class RunLegend {
  #onPoint;
  #pressed = null;
  #shown = "";
  element = h("ul", { class: "run-legend", "aria-label": "Lines", "data-testid": "legend" });

  /** @param onPoint told the id of the line that is pointed at or pressed, or null */
  constructor(onPoint) {
    this.#onPoint = onPoint;
  }

  show(lines) {
    const shown = JSON.stringify(lines.map(({ id, name }) => [id, name]));
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (!lines.some(({ id }) => id === this.#pressed)) this.#press(null);
    this.element.replaceChildren(...lines.map((line) => h("li", {}, this.#button(line))));
  }

  #button({ id, name, colour }) {
    const dot = h("i", { class: "run-dot" });
    dot.style.setProperty("--run", `var(--${colour})`);
    return h("button", {
      type: "button", class: "legend-run", "aria-pressed": String(id === this.#pressed), title: name, "data-line": id,
      onclick: () => this.#press(id === this.#pressed ? null : id),
      onpointerenter: () => this.#onPoint(id), onpointerleave: () => this.#onPoint(this.#pressed),
      onfocus: () => this.#onPoint(id), onblur: () => this.#onPoint(this.#pressed),
    }, dot, h("span", {}, name));
  }

  #press(id) {
    this.#pressed = id;
    for (const button of this.element.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.line === String(id)));
    this.#onPoint(id);
  }
}
