import { h, icon, setText } from "../dom.js";
import { count, plural } from "../format.js";
import { fieldTitle } from "../results.js";
import { sweptFields, valueText } from "../sweep.js";
import { FIELDS } from "./fields.js";

const OPEN_RUNS = 60;
const WORDS = { finished: "finished", failed: "failed", stopped: "stopped", interrupted: "interrupted", queued: "queued", paused: "paused" };

/** All runs of an experiment: a row per cell, a link per seed with its state and progress. */
export class CellTable {
  #rows = new Map();
  #head = h("tr", {});
  #body = h("tbody", {});
  #summary = h("span", { class: "summary-hint" });
  #paths = null;

  constructor() {
    this.element = h("details", { class: "card cells", "data-testid": "cells" }, h("summary", {}, "Runs", this.#summary),
      h("div", { class: "table-scroll cells-scroll", tabindex: 0, role: "region", "aria-label": "Runs by cell" },
        h("table", { class: "results" }, h("thead", {}, this.#head), this.#body)));
  }

  show({ cells, spec, runs }) {
    if (!this.#paths) {
      this.#paths = sweptFields(spec);
      this.#head.replaceChildren(...[...this.#paths.map((path) => fieldTitle(path, FIELDS)), "Finished", "Runs by seed"].map((name) => h("th", { scope: "col" }, name)));
      this.element.open = runs.total <= OPEN_RUNS;
    }
    setText(this.#summary, `${plural(cells.length, "cell")}, ${plural(runs.total, "run")}`);
    for (const cell of cells) this.#row(cell).update(cell.runs);
  }

  #row(cell) {
    if (!this.#rows.has(cell.cell)) {
      const row = new CellRow(cell, this.#paths);
      this.#rows.set(cell.cell, row);
      this.#body.append(row.element);
    }
    return this.#rows.get(cell.cell);
  }
}

class CellRow {
  #finished = h("td", {});
  #links = h("div", { class: "run-chips" });
  #chips = new Map();

  constructor({ values }, paths) {
    this.element = h("tr", {}, ...paths.map((path) => h("td", {}, path in values ? valueText(values[path]) : "–")), this.#finished, h("td", { class: "cell-runs" }, this.#links));
  }

  update(runs) {
    setText(this.#finished, `${count(runs.filter((run) => run.state === "finished").length)} of ${count(runs.length)}`);
    for (const run of runs) this.#chip(run);
  }

  #chip({ id, seed, state, progress }) {
    if (!this.#chips.has(id)) {
      const element = h("a", { class: "run-chip", href: `#/runs/${id}`, "data-run": id });
      this.#chips.set(id, element);
      this.#links.append(element);
    }
    const element = this.#chips.get(id);
    const percent = Math.round(100 * progress);
    const label = `Seed ${seed}, ${WORDS[state] ?? `running, ${percent} %`}`;
    if (element.dataset.state !== state) element.replaceChildren(icon(state), String(seed));
    element.dataset.state = state;
    element.style.setProperty("--done", `${state === "running" ? percent : 0}%`);
    if (element.title !== label) {
      element.title = label;
      element.setAttribute("aria-label", label);
    }
  }
}
