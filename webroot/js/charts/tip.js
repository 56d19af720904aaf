import { h } from "../dom.js";

const GAP = 8;

/** A few lines beside a mark of a chart. Screen readers hear the mark's own label instead. */
export class Tip {
  element = h("div", { class: "tip", "aria-hidden": "true", "data-testid": "tip", hidden: true });

  /** @param mark where the mark is in the window */
  show(lines, mark) {
    this.element.hidden = false;
    this.element.replaceChildren(...lines.map((line) => h("span", {}, line)));
    const frame = this.element.offsetParent.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const centre = mark.left + mark.width / 2 - frame.left;
    const above = mark.top - frame.top - height - GAP;
    this.element.style.left = `${Math.max(0, Math.min(frame.width - width, centre - width / 2))}px`;
    this.element.style.top = `${above >= 0 ? above : mark.bottom - frame.top + GAP}px`;
  }

  hide() {
    this.element.hidden = true;
  }
}
