import { runColour } from "../charts/palette.js";
import { h, icon, setText } from "../dom.js";
import { count, duration, plural } from "../format.js";
import { fieldOf, textOf, titleOf } from "../run-fields.js";
import { session } from "../session.js";
import { isResumable, isWaiting } from "../store.js";
import { deleteWithUndo } from "./delete.js";
import { askStop, moveFirst, pause, resume } from "./run-actions.js";
import { canPause, canStop, progressOf, stateBadge } from "./run-state.js";

/** One row of the table of runs. */
export class RunRow {
  #handlers;
  #run = null;
  #columns = "";
  #tick = h("input", { type: "checkbox", "data-testid": "tick", onchange: (event) => this.#handlers.pick(this.#run.id, event.target.checked) });
  #eye = h("button", { type: "button", class: "eye", "data-testid": "eye", onclick: () => this.#handlers.draw([this.#run.id], this.#eye.getAttribute("aria-pressed") !== "true") });
  #name = h("a", { class: "run-name" });
  #tags = h("span", { class: "tags" });
  #notes = h("div", { class: "run-note" });
  #message = h("div", { class: "run-message" });
  #state = h("td", { class: "cell-state" });
  #bar = h("i", {});
  #progress = h("span", { class: "progress-text" });
  #first = h("button", { type: "button", class: "link-button", "data-testid": "move-first", title: "Before the other queued runs of its owner", onclick: () => this.#move() }, "Train next");
  #waiting = h("button", { type: "button", class: "icon-button", onclick: () => this.#wait() });
  #action = h("button", { type: "button", class: "icon-button", onclick: () => this.#act() });
  #actions = h("td", { class: "cell-action" }, this.#waiting, this.#action);

  /** @param handlers pick(id, on), draw(ids, on), point(id or null), moved() (the order of the queue has changed) */
  constructor(handlers) {
    this.#handlers = handlers;
    this.element = h("tr", { "data-testid": "run-row", onpointerenter: () => handlers.point(this.#run.id), onpointerleave: () => handlers.point(null) },
      h("td", { class: "cell-tick" }, this.#tick), h("td", { class: "cell-eye" }, this.#eye), this.#state,
      h("td", { class: "cell-name" }, this.#name, " ", this.#tags, this.#notes, h("div", { class: "run-line" }, h("span", { class: "bar" }, this.#bar), this.#progress, this.#first), this.#message),
      this.#actions);
  }

  /** @param shown { columns, drawn, picked } */
  update(run, { columns, drawn, picked }) {
    const moved = run.state !== this.#run?.state;
    const renamed = run.version !== this.#run?.version;
    if (moved) this.#showState(run);
    if (renamed) this.#showLabels(run);
    if (moved || renamed) this.#showActions(run);
    this.#run = run;
    this.#showColumns(run, columns);
    this.#tick.checked = picked;
    this.#eye.setAttribute("aria-pressed", String(drawn));
    const { share, total, elapsed, left } = progressOf(run);
    this.#bar.style.width = `${Number.isFinite(share) ? 100 * share : 0}%`;
    this.#bar.parentElement.hidden = run.state !== "running" && !isWaiting(run);
    setText(this.#progress, progressText(run, total, elapsed, left));
    this.#first.hidden = !(run.queuePosition > 0 && session.owns(run));
    setText(this.#message, run.message);
    this.#message.hidden = !run.message || run.state === "finished";
  }

  #showState(run) {
    const { element } = this;
    element.dataset.state = run.state;
    element.dataset.run = run.id;
    const badge = stateBadge(run.state);
    badge.title = badge.textContent;
    this.#state.replaceChildren(badge);
  }

  #showLabels(run) {
    setText(this.#name, run.name);
    this.#name.href = `#/runs/${run.id}`;
    this.#tags.replaceChildren(...run.tags.flatMap((tag) => [h("span", { class: "tag" }, tag), " "]));
    setText(this.#notes, run.notes);
    this.#notes.hidden = run.notes === "";
    this.#notes.title = run.notes;
    this.#tick.setAttribute("aria-label", `Compare ${run.name}`);
    const dot = h("i", { class: "run-dot" });
    dot.style.setProperty("--run", `var(--${runColour(run.id)})`);
    this.#eye.replaceChildren(dot, icon("eye"));
    this.#eye.setAttribute("aria-label", `Draw ${run.name}`);
    this.#eye.title = "Show in the charts, or hide";
  }

  #showColumns(run, columns) {
    const texts = columns.map((field) => textOf(run, field));
    const shown = JSON.stringify([columns, texts]);
    if (shown === this.#columns) return;
    this.#columns = shown;
    for (const cell of [...this.element.querySelectorAll(".cell-value")]) cell.remove();
    this.#actions.before(...columns.map((field, i) => h("td", { class: `cell-value${Array.isArray(fieldOf(run, field)) ? " cell-list" : ""}`, title: titleOf(field) }, texts[i])));
  }

  #showActions(run) {
    const waits = isResumable(run);
    this.#waiting.hidden = !session.owns(run) || (!waits && !canPause(run));
    this.#action.hidden = !session.owns(run);
    act(this.#waiting, waits ? "Resume" : "Pause", run, waits ? "running" : "paused", waits ? "resume" : "pause");
    const stop = canStop(run);
    act(this.#action, stop ? "Stop" : "Delete", run, stop ? "stopped" : "remove", stop ? "stop" : "delete");
  }

  #wait() {
    return isResumable(this.#run) ? resume(this.#run) : pause(this.#run);
  }

  async #move() {
    if (await moveFirst(this.#run)) this.#handlers.moved();
  }

  async #act() {
    if (canStop(this.#run)) await askStop(this.#run);
    else deleteWithUndo(`/runs/${this.#run.id}`, this.#run.name);
  }
}

function act(button, word, run, picture, id) {
  button.replaceChildren(icon(picture));
  button.title = `${word} ${run.name}`;
  button.setAttribute("aria-label", button.title);
  button.dataset.testid = id;
}

function progressText(run, total, elapsed, left) {
  if (run.state === "queued") {
    if (run.queuePosition === 0) return "next in the queue";
    return run.queuePosition > 0 ? `number ${run.queuePosition + 1} in the queue` : "in the queue";
  }
  if (run.state === "running" && !run.setup) return "preparing data and network";
  const steps = Number.isFinite(total) && run.step < total ? `${count(run.step)} of ${plural(total, "step")}` : plural(run.step, "step");
  const taken = Number.isFinite(elapsed) ? ` · ${duration(elapsed)}` : "";
  return Number.isFinite(left) ? `${steps}${taken} · ${duration(left)} left` : steps + taken;
}
