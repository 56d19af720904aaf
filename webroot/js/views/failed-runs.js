import { fetchRun } from "../api.js";
import { h, setText } from "../dom.js";
import { count, plural } from "../format.js";
import { sentence } from "./notice.js";

const MOST_MESSAGES = 5;

/** Says how many runs failed, and why. */
export class FailedRuns {
  #messages = new Map();
  #title = h("p", { class: "failed-title" });
  #list = h("ul", {});
  #gone = false;

  constructor() {
    this.element = h("div", { class: "failed-runs", role: "alert", hidden: true, "data-testid": "failed-runs" }, this.#title, this.#list);
  }

  show({ runs, cells }) {
    this.element.hidden = runs.failed === 0;
    if (runs.failed === 0) return;
    setText(this.#title, runs.failed === runs.total
      ? `All ${plural(runs.total, "run")} failed, so there is nothing to show. Change the settings with “Again with changes”.`
      : `${count(runs.failed)} of ${plural(runs.total, "run")} failed and are left out of the results.`);
    const failed = cells.flatMap((cell) => cell.runs).filter((run) => run.state === "failed");
    for (const run of failed.slice(0, MOST_MESSAGES)) this.#fetch(run);
  }

  destroy() {
    this.#gone = true;
  }

  async #fetch({ id }) {
    if (this.#messages.has(id)) return;
    this.#messages.set(id, null);
    try {
      const run = await fetchRun(id);
      this.#messages.set(id, run.message);
    } catch {
      this.#messages.delete(id);
    }
    if (!this.#gone) this.#draw();
  }

  #draw() {
    const known = [...this.#messages].filter(([, message]) => message);
    this.#list.replaceChildren(...known.map(([id, message]) => h("li", {}, h("a", { href: `#/runs/${id}` }, `Run ${id}`), `: ${sentence(message)}`)));
  }
}
