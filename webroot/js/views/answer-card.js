import { h, setText } from "../dom.js";
import { verdictBadge } from "./experiment-state.js";
import { sentence } from "./notice.js";

/** The question of a guided experiment and what its runs answer. */
export class AnswerCard {
  #question = h("h2", {});
  #verdict = h("span", {});
  #text = h("p", { class: "answer-text", "data-testid": "answer-text" });
  #expected = h("dd", {});
  #errors = h("p", { class: "field-help" }, "± here is the half-width of a 95 % interval, from the scatter between the runs.");

  constructor() {
    this.element = h("section", { class: "card answer", "aria-label": "Question and answer", "data-testid": "answer" },
      this.#question,
      h("div", { class: "answer-main", role: "status" }, this.#verdict, this.#text),
      this.#errors,
      h("dl", { class: "facts answer-facts" }, h("div", {}, h("dt", {}, "Expected"), this.#expected)));
  }

  /** An answer that could not be had leaves the last one. */
  show(experiment, answer) {
    if (!answer) {
      this.element.hidden = this.element.dataset.verdict === undefined;
      return;
    }
    const { verdict, question, text, expected, measured } = answer;
    this.element.hidden = false;
    setText(this.#question, question);
    if (this.element.dataset.verdict !== verdict) this.#verdict.replaceChildren(verdictBadge(verdict, true));
    this.element.dataset.verdict = verdict;
    setText(this.#text, verdict === "waiting" && !text ? "The answer comes once enough runs have finished." : sentence(text));
    setText(this.#expected, expected);
    this.#errors.hidden = !Number.isFinite(measured);
  }
}
