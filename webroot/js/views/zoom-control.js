import { h, icon, setText } from "../dom.js";
import { count } from "../format.js";

/** Buttons that zoom all charts of a run, and the steps in sight. */
export class ZoomControl {
  #zoom;
  #steps = h("span", { class: "zoom-steps", "data-testid": "zoom-steps", "aria-live": "polite" });
  #out;
  #reset;

  /** @param zoom by(factor) and reset() */
  constructor(zoom) {
    this.#zoom = zoom;
    this.#out = button("Zoom out", "minus", "zoom-out", () => this.#zoom.by(2));
    this.#reset = h("button", { type: "button", class: "button button-small", "data-testid": "zoom-reset", onclick: () => this.#zoom.reset() }, "Reset zoom");
    this.element = h("div", { class: "zoom", role: "group", "aria-label": "Zoom" },
      h("span", { class: "zoom-title", "aria-hidden": "true" }, "Zoom"), this.#out, button("Zoom in", "plus", "zoom-in", () => this.#zoom.by(0.5)), this.#steps, this.#reset);
  }

  /** @param range the steps { from, to } in sight, or null for all */
  show(range) {
    this.#out.disabled = this.#reset.hidden = range === null;
    setText(this.#steps, range ? `steps ${count(range.from)} to ${count(range.to)}` : "");
  }
}

function button(label, name, id, onclick) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "data-testid": id, onclick }, icon(name));
}
