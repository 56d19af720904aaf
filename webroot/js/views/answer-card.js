import { h, setText } from "../dom.js";
import { withError } from "../format.js";
import { verdictBadge } from "./experiment-state.js";
import { sentence } from "./notice.js";

/** The question of a guided experiment and what its runs answer. */
export class AnswerCard {
  #question = h("h2", {});
  #verdict = h("span", {});
  #text = h("p", { class: "answer-text", "data-testid": "answer-text" });
  #expected = h("dd", {});
  #measured = h("dd", {});

  constructor() {
    this.element = h("section", { class: "card answer", "aria-label": "Question and answer", "data-testid": "answer" },
      this.#question,
      h("div", { class: "answer-main", role: "status" }, this.#verdict, this.#text),
      h("dl", { class: "facts answer-facts" }, h("div", {}, h("dt", {}, "Expected"), this.#expected), h("div", {}, h("dt", {}, "Measured"), this.#measured)));
  }

  /** An answer that could not be had leaves the last one. */
  show(experiment, answer) {
    if (!answer) {
      this.element.hidden = this.element.dataset.verdict === undefined;
      return;
    }
    const { verdict, question, text, expected, measured, error } = answer;
    this.element.hidden = false;
    setText(this.#question, question);
    if (this.element.dataset.verdict !== verdict) this.#verdict.replaceChildren(verdictBadge(verdict, true));
    this.element.dataset.verdict = verdict;
    setText(this.#text, verdict === "waiting" && !text ? "The answer comes once enough runs have finished." : sentence(text));
    setText(this.#expected, expected);
    this.#measured.parentElement.hidden = !Number.isFinite(measured);
    if (Number.isFinite(measured)) setText(this.#measured, withError(measured, error ?? NaN));
  }
}
