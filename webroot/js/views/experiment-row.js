import { h, setText } from "../dom.js";
import { moment } from "../format.js";
import { experimentBadge, progressBar, progressText, shownState, sweepText, verdictBadge } from "./experiment-state.js";

/** One row of the list of experiments. */
export class ExperimentRow {
  #shown = null;
  #name = h("a", { class: "run-name" });
  #question = h("div", { class: "experiment-question" });
  #state = h("td", { class: "cell-state" });
  #bar = progressBar("Runs done");
  #progress = h("span", { class: "progress-text" });
  #answer = h("td", { class: "cell-answer" });
  #created = h("time", {});

  constructor() {
    this.element = h("tr", { "data-testid": "experiment-row" },
      h("td", { class: "cell-name" }, this.#name, this.#question), this.#state,
      h("td", { class: "cell-progress" }, this.#bar.element, this.#progress),
      this.#answer, h("td", { class: "cell-created", "data-label": "Created" }, this.#created));
  }

  update(experiment) {
    if (!this.#shown) this.#showOnce(experiment);
    const state = shownState(experiment);
    if (state !== this.#shown) this.#state.replaceChildren(experimentBadge(experiment));
    this.#shown = state;
    this.element.dataset.state = state;
    this.#bar.set(experiment.progress);
    setText(this.#progress, progressText(experiment));
  }

  showAnswer({ verdict, question, text }) {
    setText(this.#question, question);
    this.#answer.replaceChildren(verdictBadge(verdict), h("div", { class: "answer-line" }, verdict === "waiting" ? "" : text));
  }

  #showOnce(experiment) {
    this.element.dataset.experiment = experiment.id;
    setText(this.#name, experiment.name);
    this.#name.href = `#/experiments/${experiment.id}`;
    setText(this.#question, sweepText(experiment.spec));
    setText(this.#created, moment(experiment.created));
    this.#created.dateTime = experiment.created;
  }
}
