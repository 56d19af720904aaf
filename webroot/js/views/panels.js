import { h } from "../dom.js";
import { open } from "./dialogs.js";
import { menu } from "./menu.js";
import { PanelLayout } from "./panel-layout.js";

const DRAG_FROM = 4;
const HEIGHT_STEP = 60;

/** Lets people move, resize and hide the charts of a page, and remembers it for all pages of its kind. */
export class Panels {
  #layout;
  #sections = new Map();
  #said = h("p", { class: "visually-hidden", role: "status" });

  /** The button that lists all panels. */
  element = h("div", {}, h("button", { type: "button", class: "button button-small", "data-testid": "panels", onclick: () => this.#list() }, "Panels"), this.#said);

  constructor(kind) {
    this.#layout = new PanelLayout(kind);
  }

  /** @param cards [{ element, title }], in their usual order, for the grid */
  add(section, title, grid, cards) {
    const panels = cards.map((card) => ({ id: card.element.dataset.chart, title: card.title, element: card.element, section }));
    this.#sections.set(section, { title, grid, panels });
    for (const panel of panels) {
      panel.element.querySelector(".chart-title").prepend(this.#handle(panel));
      panel.element.append(this.#corner(panel));
    }
    this.#arrange(section);
  }

  #arrange(section) {
    const { grid, panels } = this.#sections.get(section);
    const byId = new Map(panels.map((panel) => [panel.id, panel]));
    for (const id of this.#layout.ordered(section, [...byId.keys()])) {
      const { element } = byId.get(id);
      if (this.#layout.isHidden(id)) element.remove();
      else grid.append(element);
      this.#size(byId.get(id));
    }
  }

  #size({ id, element }) {
    element.toggleAttribute("data-full", this.#layout.isFull(id));
    element.style.setProperty("--chart-height", `${this.#layout.height(id)}px`);
  }

  /** A click opens what can be done, a drag moves the panel. */
  #handle(panel) {
    const { id, title } = panel;
    const element = menu(`Arrange: ${title}`, "grip", () => [
      { label: "Move earlier", id: "move-earlier", act: () => this.#moveBy(panel, -1) },
      { label: "Move later", id: "move-later", act: () => this.#moveBy(panel, 1) },
      { label: this.#layout.isFull(id) ? "Usual width" : "Full width", id: "full-width", act: () => this.#widen(panel, !this.#layout.isFull(id)) },
      { label: "Taller", id: "taller", act: () => this.#heighten(panel, this.#layout.height(id) + HEIGHT_STEP) },
      { label: "Less tall", id: "less-tall", act: () => this.#heighten(panel, this.#layout.height(id) - HEIGHT_STEP) },
      { label: "Hide", id: "hide-panel", act: () => this.#hide(panel) },
    ]);
    element.classList.add("panel-handle");
    const button = element.querySelector("button");
    button.title = "Drag to move; click for more";
    button.addEventListener("pointerdown", (event) => event.button === 0 && this.#drag(panel, event, (x, y) => this.#moveTo(panel, x, y)));
    return element;
  }

  /** For the pointer only: the menu does the same for the keyboard. */
  #corner(panel) {
    const height = () => panel.element.querySelector(".chart-frame").getBoundingClientRect().height;
    return h("span", {
      class: "panel-corner", "aria-hidden": "true", "data-testid": "panel-corner",
      onpointerdown: (event) => {
        const { grid } = this.#sections.get(panel.section);
        const { width } = panel.element.getBoundingClientRect();
        const before = height();
        this.#drag(panel, event, (x, y) => {
          const wanted = width + x - event.clientX;
          this.#layout.setHeight(panel.id, before + y - event.clientY);
          if (Math.abs(x - event.clientX) > HEIGHT_STEP) this.#layout.setFull(panel.id, wanted > (width + grid.clientWidth) / 2 || (this.#layout.isFull(panel.id) && wanted > grid.clientWidth * 0.75));
          this.#size(panel);
        });
      },
    });
  }

  #drag({ element }, start, move) {
    const ended = new AbortController();
    let dragging = false;
    const onMove = (event) => {
      if (!dragging && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < DRAG_FROM) return;
      dragging = true;
      element.classList.add("panel-dragged");
      move(event.clientX, event.clientY);
    };
    const end = () => {
      ended.abort();
      element.classList.remove("panel-dragged");
      // The click that ends a drag opens no menu.
      if (dragging) window.addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true, signal: AbortSignal.timeout(50) });
    };
    const options = { signal: ended.signal };
    window.addEventListener("pointermove", onMove, options);
    window.addEventListener("pointerup", end, options);
    window.addEventListener("pointercancel", end, options);
    start.preventDefault();
  }

  /** Takes the place of the panel of its section that is at a point of the window. */
  #moveTo(panel, x, y) {
    const { panels } = this.#sections.get(panel.section);
    const under = document.elementFromPoint(x, y)?.closest(".chart");
    const other = panels.find(({ element }) => element === under);
    if (!other || other === panel) return;
    const ids = this.#shown(panel.section);
    this.#place(panel, ids.indexOf(other.id));
  }

  #moveBy(panel, change) {
    const ids = this.#shown(panel.section);
    const to = ids.indexOf(panel.id) + change;
    if (to >= 0 && to < ids.length) this.#place(panel, to);
    panel.element.querySelector(".panel-handle > button").focus();
    const place = this.#shown(panel.section).indexOf(panel.id) + 1;
    this.#say(`${panel.title} is number ${place} of ${ids.length}`);
  }

  #place(panel, to) {
    const ids = this.#shown(panel.section);
    const others = ids.filter((id) => id !== panel.id);
    others.splice(to, 0, panel.id);
    const all = this.#ids(panel.section);
    this.#layout.setOrder(panel.section, [...others, ...all.filter((id) => !others.includes(id))]);
    this.#arrange(panel.section);
  }

  /** Those on the page: charts that have nothing to show hide themselves. */
  #shown(section) {
    const { panels } = this.#sections.get(section);
    const shown = panels.filter(({ id, element }) => !this.#layout.isHidden(id) && !element.hidden).map(({ id }) => id);
    return this.#layout.ordered(section, this.#ids(section)).filter((id) => shown.includes(id));
  }

  #ids(section) {
    return this.#sections.get(section).panels.map(({ id }) => id);
  }

  #widen(panel, full) {
    this.#layout.setFull(panel.id, full);
    this.#size(panel);
  }

  #heighten(panel, pixels) {
    this.#layout.setHeight(panel.id, pixels);
    this.#size(panel);
    this.#say(`${panel.title} is ${this.#layout.height(panel.id)} pixels tall`);
  }

  #hide(panel) {
    this.#layout.setHidden(panel.id, true);
    this.#arrange(panel.section);
    this.element.querySelector("button").focus();
    this.#say(`${panel.title} is hidden: Panels brings it back`);
  }

  #say(text) {
    this.#said.textContent = text;
  }

  #list() {
    const groups = h("div", { class: "panel-list" });
    const fill = () => groups.replaceChildren(...[...this.#sections].map(([section, { title, panels }]) =>
      h("fieldset", {}, h("legend", {}, title), ...panels.map((panel) => this.#choice(section, panel)))));
    fill();
    const reset = () => {
      this.#layout.reset();
      for (const section of this.#sections.keys()) this.#arrange(section);
      fill();
    };
    open(h("dialog", { class: "dialog", "aria-labelledby": "panels-title", "data-testid": "panels-dialog" },
      h("h2", { id: "panels-title" }, "Panels"), groups,
      h("form", { method: "dialog", class: "dialog-actions" },
        h("button", { type: "button", class: "button", "data-testid": "reset-panels", onclick: reset }, "Reset layout"),
        h("button", { class: "button button-primary", autofocus: true }, "Close"))), () => {});
  }

  #choice(section, { id, title }) {
    const box = h("input", {
      type: "checkbox", name: `panel-${id}`, checked: !this.#layout.isHidden(id),
      onchange: () => {
        this.#layout.setHidden(id, !box.checked);
        this.#arrange(section);
      },
    });
    return h("label", {}, box, ` ${title}`);
  }
}
