import { count, duration, moment } from "../format.js";
import { h, icon, setText } from "../dom.js";
import { isResumable } from "../store.js";
import { askDelete, askStop, moveFirst, pause, resume } from "./run-actions.js";
import { canPause, canStop, progressOf, stateBadge } from "./run-state.js";

/** One row of the list of runs. */
export class RunRow {
  #store;
  #onMoved;
  #run = null;
  #name = h("a", { class: "run-name" });
  #message = h("div", { class: "run-message" });
  #state = h("td", { class: "cell-state" });
  #bar = h("i", {});
  #progress = h("span", { class: "progress-text" });
  #data = h("td", { class: "cell-data", "data-label": "Data" });
  #widths = h("td", { class: "cell-widths", "data-label": "Hidden widths" });
  #created = h("time", {});
  #first = h("button", { type: "button", class: "link-button", "data-testid": "move-first", onclick: () => this.#move() }, "Train next");
  #waiting = h("button", { type: "button", class: "icon-button", onclick: () => this.#wait() });
  #action = h("button", { type: "button", class: "icon-button", onclick: () => this.#act() });

  /** @param onMoved called when the order of the queue has changed */
  constructor(store, onMoved) {
    this.#store = store;
    this.#onMoved = onMoved;
    this.element = h("tr", { "data-testid": "run-row" },
      h("td", { class: "cell-name" }, this.#name, this.#message), this.#state,
      h("td", { class: "cell-progress" }, h("span", { class: "bar" }, this.#bar), this.#progress, " ", this.#first),
      this.#data, this.#widths, h("td", { class: "cell-created", "data-label": "Created" }, this.#created),
      h("td", { class: "cell-action" }, this.#waiting, this.#action));
  }

  update(run) {
    if (run.state !== this.#run?.state) this.#showState(run);
    if (!this.#run) this.#showSpec(run);
    this.#run = run;
    const { share, total, elapsed, left } = progressOf(run);
    this.#bar.style.width = `${Number.isFinite(share) ? 100 * share : 0}%`;
    setText(this.#progress, progressText(run, total, elapsed, left));
    this.#first.hidden = !(run.queuePosition > 0);
    setText(this.#message, run.message);
    this.#message.hidden = !run.message;
  }

  #showState(run) {
    const { element } = this;
    element.dataset.state = run.state;
    element.dataset.run = run.id;
    this.#state.replaceChildren(stateBadge(run.state));
    const waits = isResumable(run);
    this.#waiting.hidden = !waits && !canPause(run);
    this.#waiting.replaceChildren(icon(waits ? "running" : "paused"));
    this.#waiting.title = `${waits ? "Resume" : "Pause"} ${run.name}`;
    this.#waiting.setAttribute("aria-label", this.#waiting.title);
    this.#waiting.dataset.testid = waits ? "resume" : "pause";
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

  #wait() {
    return isResumable(this.#run) ? resume(this.#run) : pause(this.#run);
  }

  async #move() {
    if (await moveFirst(this.#run)) this.#onMoved();
  }

  async #act() {
    if (canStop(this.#run)) await askStop(this.#run);
    else if (await askDelete(this.#run)) this.#store.removeRun(this.#run.id);
  }
}

function progressText(run, total, elapsed, left) {
  if (run.state === "queued") {
    if (run.queuePosition === 0) return "next in the queue";
    return run.queuePosition > 0 ? `number ${run.queuePosition + 1} in the queue` : "in the queue";
  }
  if (run.state === "running" && !run.setup) return "preparing data and network";
  const steps = Number.isFinite(total) ? `${count(run.step)} of ${count(total)} steps` : `${count(run.step)} steps`;
  const taken = Number.isFinite(elapsed) ? ` · ${duration(elapsed)}` : "";
  return Number.isFinite(left) ? `${steps}${taken} · ${duration(left)} left` : steps + taken;
}
