import { count, duration, moment } from "../format.js";
import { h, icon, setText } from "../dom.js";
import { askDelete, askStop } from "./run-actions.js";
import { canStop, progressOf, stateBadge } from "./run-state.js";

/** One row of the list of runs. */
export class RunRow {
  #store;
  #run = null;
  #name = h("a", { class: "run-name" });
  #message = h("div", { class: "run-message" });
  #state = h("td", { class: "cell-state" });
  #bar = h("i", {});
  #progress = h("span", { class: "progress-text" });
  #data = h("td", { class: "cell-data", "data-label": "Data" });
  #widths = h("td", { class: "cell-widths", "data-label": "Hidden widths" });
  #created = h("time", {});
  #action = h("button", { type: "button", class: "icon-button", onclick: () => this.#act() });

  constructor(store) {
    this.#store = store;
    this.element = h("tr", { "data-testid": "run-row" },
      h("td", { class: "cell-name" }, this.#name, this.#message), this.#state,
      h("td", { class: "cell-progress" }, h("span", { class: "bar" }, this.#bar), this.#progress),
      this.#data, this.#widths, h("td", { class: "cell-created", "data-label": "Created" }, this.#created),
      h("td", { class: "cell-action" }, this.#action));
  }

  update(run) {
    if (run.state !== this.#run?.state) this.#showState(run);
    if (!this.#run) this.#showSpec(run);
    this.#run = run;
    const { share, total, elapsed, left } = progressOf(run);
    this.#bar.style.width = `${Number.isFinite(share) ? 100 * share : 0}%`;
    setText(this.#progress, progressText(run, total, elapsed, left));
    setText(this.#message, run.message);
    this.#message.hidden = !run.message;
  }

  #showState(run) {
    const { element } = this;
    element.dataset.state = run.state;
    element.dataset.run = run.id;
    this.#state.replaceChildren(stateBadge(run.state));
    const stop = canStop(run);
    const label = `${stop ? "Stop" : "Delete"} ${run.name}`;
    this.#action.replaceChildren(icon(stop ? "stopped" : "remove"));
    this.#action.setAttribute("aria-label", label);
    this.#action.title = label;
    this.#action.dataset.testid = stop ? "stop" : "delete";
  }

  #showSpec(run) {
    const { spec } = run;
    setText(this.#name, run.name);
    this.#name.href = `#/runs/${run.id}`;
    const noise = spec.dataset.labelNoise > 0 ? `, ${Math.round(100 * spec.dataset.labelNoise)} % random labels` : "";
    setText(this.#data, `${spec.dataset.name}, ${count(spec.dataset.samples)} samples${noise}`);
    setText(this.#widths, spec.network.hidden.map(count).join(" – "));
    setText(this.#created, moment(run.created));
    this.#created.dateTime = run.created;
  }

  async #act() {
    if (canStop(this.#run)) await askStop(this.#run);
    else if (await askDelete(this.#run)) this.#store.removeRun(this.#run.id);
  }
}

function progressText(run, total, elapsed, left) {
  if (run.state === "queued") return "waits for the run before it";
  if (run.state === "running" && !run.setup) return "preparing data and network";
  const steps = Number.isFinite(total) ? `${count(run.step)} of ${count(total)} steps` : `${count(run.step)} steps`;
  const taken = Number.isFinite(elapsed) ? ` · ${duration(elapsed)}` : "";
  return Number.isFinite(left) ? `${steps}${taken} · ${duration(left)} left` : steps + taken;
}
