import { archiveUrl, resultsCsvUrl } from "../experiment-api.js";
import { h, icon, setText } from "../dom.js";
import { count, duration, moment } from "../format.js";
import { session } from "../session.js";
import { deleteWithUndo } from "./delete.js";
import { askSeeds, askStop } from "./experiment-actions.js";
import { baseText, cellsText, experimentBadge, isUnderWay, progressBar, shownState, sweepText } from "./experiment-state.js";

/** Name, state, progress and actions of one experiment. */
export class ExperimentHeader {
  #experiment = null;
  #on;
  #crumb = h("span", {});
  #name = h("h1", {});
  #state = h("span", { "data-testid": "experiment-state" });
  #notes = h("p", { class: "run-data" });
  #sweep = h("p", { class: "run-data", "data-testid": "sweep" });
  #base = h("p", { class: "run-data", "data-testid": "base-facts" });
  #bar = progressBar("Runs done");
  #facts = new Map();
  #factList = h("dl", { class: "facts" });
  #stop = this.#button("stopped", "Stop", "stop", async () => (await askStop(this.#experiment)) && this.#on.changed());
  #seeds = this.#button("plus", "Add seeds", "add-seeds", async () => (await askSeeds(this.#experiment)) && this.#on.changed());
  #clone = h("a", { class: "button", title: "A new experiment that begins with these settings", "data-needs": "member", "data-testid": "clone" }, icon("copy"), "Again with changes");
  #csv = h("a", { class: "button", title: "All measures, one row per run", "data-testid": "csv" }, icon("download"), "CSV");
  #archive = h("a", { class: "button", title: "Settings, measures and paths of all runs in one file", download: "", "data-testid": "archive" }, icon("archive"), "Archive");
  #delete = this.#button("remove", "Delete", "delete", () => this.#remove());

  /** @param on { changed(), deleted() }: told after an action */
  constructor(on) {
    this.#on = on;
    this.element = h("header", { class: "run-head", "data-testid": "experiment-header" },
      h("p", { class: "crumbs" }, h("a", { href: "#/experiments" }, "Experiments"), " / ", this.#crumb),
      h("div", { class: "run-title" }, this.#name, this.#state,
        h("div", { class: "run-buttons" }, this.#stop, this.#seeds, this.#clone, this.#csv, this.#archive, this.#delete)),
      this.#notes, this.#base, this.#sweep,
      h("div", { class: "run-progress" }, this.#bar.element, this.#factList));
  }

  show(experiment) {
    const state = shownState(experiment);
    if (state !== this.#state.dataset.state) {
      this.#state.dataset.state = state;
      this.#state.replaceChildren(experimentBadge(experiment));
      this.element.dataset.state = state;
    }
    if (!this.#experiment) this.#showOnce(experiment);
    this.#experiment = experiment;
    setText(this.#sweep, `${sweepText(experiment.spec)}: ${cellsText(experiment)}`);
    const owned = session.owns(experiment);
    this.#stop.hidden = !owned || !(isUnderWay(experiment) || experiment.state === "interrupted");
    this.#delete.hidden = !owned || isUnderWay(experiment);
    this.#seeds.hidden = !owned;
    this.#bar.set(experiment.progress);
    const { runs, elapsedMillis, remainingMillis } = experiment;
    this.#fact("Runs done", `${count(runs.finished)} of ${count(runs.total)}`);
    for (const state of ["running", "queued", "paused", "failed", "stopped", "interrupted"]) {
      this.#fact(state[0].toUpperCase() + state.slice(1), runs[state] > 0 ? count(runs[state]) : null);
    }
    this.#fact("Elapsed", elapsedMillis > 0 ? duration(elapsedMillis) : null);
    this.#fact("Remaining", Number.isFinite(remainingMillis) ? duration(remainingMillis) : null);
    this.#fact("Created", moment(experiment.created));
    this.#fact("Owner", experiment.owner);
  }

  #remove() {
    deleteWithUndo(`/experiments/${this.#experiment.id}`, this.#experiment.name);
    this.#on.deleted();
  }

  /** The notes of a guided experiment are its question, which stands above its answer. */
  #showOnce({ id, name, notes, preset, guided, spec }) {
    const file = name.replace(/[^\w.-]+/g, "-").toLowerCase();
    setText(this.#crumb, preset ? `${id}, ${preset}` : String(id));
    setText(this.#name, name);
    setText(this.#notes, notes);
    this.#notes.hidden = !notes || Boolean(guided);
    setText(this.#base, baseText(spec));
    this.#clone.href = `#/experiments/new?from=${id}`;
    this.#csv.href = resultsCsvUrl(id);
    this.#csv.download = `${file}.csv`;
    this.#archive.href = archiveUrl(id);
  }

  #button(sign, text, testid, act) {
    return h("button", { type: "button", class: "button", "data-testid": testid, onclick: act }, icon(sign), text);
  }

  /** Shows one figure; null takes it away. */
  #fact(name, text) {
    if (!this.#facts.has(name)) {
      const value = h("dd", {});
      const element = h("div", {}, h("dt", {}, name), value);
      this.#facts.set(name, { value, element });
      this.#factList.append(element);
    }
    const { value, element } = this.#facts.get(name);
    element.hidden = text === null;
    setText(value, text ?? "");
  }
}
