import { h, icon, setText } from "../dom.js";
import { plural } from "../format.js";
import { titleOf } from "../run-fields.js";
import { RunRow } from "./run-row.js";

/** The table of runs, in groups if they are asked for. */
export class RunTable {
  #handlers;
  #rows = new Map();
  #groups = new Map();
  #head = h("tr", {});
  #heads = "";
  #body = h("tbody", {});

  /** @param handlers those of {@link RunRow}, and sort(field) */
  constructor(handlers) {
    this.#handlers = handlers;
    this.element = h("table", { class: "run-table", "data-testid": "run-list" }, h("thead", {}, this.#head), this.#body);
  }

  /**
   * @param groups [{ text, runs }], in order; one whose text is null has no heading
   * @param shown { columns, order, drawn: Set, picked: Set }
   */
  update(groups, shown) {
    this.#showHead(shown);
    const wanted = [];
    for (const group of groups) {
      if (group.text !== null) wanted.push(this.#heading(group, shown));
      for (const run of group.runs) wanted.push(this.#row(run, shown));
    }
    const kept = new Set(wanted);
    for (const [key, row] of this.#rows) if (!kept.has(row.element)) this.#rows.delete(key);
    for (const child of [...this.#body.children]) if (!kept.has(child)) child.remove();
    wanted.forEach((element, i) => {
      if (this.#body.children[i] !== element) this.#body.insertBefore(element, this.#body.children[i] ?? null);
    });
  }

  #row(run, { columns, drawn, picked }) {
    if (!this.#rows.has(run.id)) this.#rows.set(run.id, new RunRow(this.#handlers));
    const row = this.#rows.get(run.id);
    row.update(run, { columns, drawn: drawn.has(run.id), picked: picked.has(run.id) });
    return row.element;
  }

  #heading({ text, runs }, { columns, drawn, groupBy }) {
    if (!this.#groups.has(text)) {
      const words = h("span", {});
      const eye = h("button", { type: "button", class: "eye", "aria-label": `Draw the runs with ${titleOf(groupBy)} ${text}` }, icon("eye"));
      this.#groups.set(text, { words, eye, cell: h("th", { scope: "rowgroup" }), element: h("tr", { class: "group-row", "data-testid": "group-row" }) });
      const { element, cell } = this.#groups.get(text);
      cell.append(words);
      element.append(h("td", {}), h("td", { class: "cell-eye" }, eye), cell);
    }
    const { words, eye, cell, element } = this.#groups.get(text);
    setText(words, `${titleOf(groupBy)} ${text} · ${plural(runs.length, "run")}`);
    cell.colSpan = columns.length + 3;
    const all = runs.every((run) => drawn.has(run.id));
    eye.setAttribute("aria-pressed", String(all));
    eye.onclick = () => this.#handlers.draw(runs.map((run) => run.id), !all);
    return element;
  }

  #showHead({ columns, order }) {
    const shown = JSON.stringify([columns, order]);
    if (shown === this.#heads) return;
    this.#heads = shown;
    const focused = this.#head.contains(document.activeElement) ? document.activeElement.dataset.field : null;
    this.#head.replaceChildren(
      hiddenHead("Compare"), hiddenHead("In the charts"), this.#headCell("state", order, "cell-state"), this.#headCell("name", order, "cell-name"),
      ...columns.map((field) => this.#headCell(field, order, "cell-value")), hiddenHead("Actions"));
    if (focused) [...this.#head.querySelectorAll("button")].find((button) => button.dataset.field === focused)?.focus();
  }

  #headCell(field, order, kind) {
    const sort = order === field ? "ascending" : order === `-${field}` ? "descending" : "none";
    return h("th", { scope: "col", class: kind, "aria-sort": sort },
      h("button", { type: "button", class: "sort", "data-field": field, title: `Sort by ${titleOf(field)}`, onclick: () => this.#handlers.sort(field) },
        titleOf(field), h("span", { "aria-hidden": "true" }, { ascending: " ↑", descending: " ↓", none: "" }[sort])));
  }
}

function hiddenHead(text) {
  return h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, text));
}
