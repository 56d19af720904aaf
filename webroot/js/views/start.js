import { createRun } from "../api.js";
import { h, listen } from "../dom.js";
import { fetchGuided } from "../experiment-api.js";
import { LivePicture } from "./live-picture.js";
import { failure, loading, sentence } from "./notice.js";
import { toast } from "./toast.js";

/** For whom comes new: what this shows, one live picture, and a way into each question. */
export function mountStart(container, context) {
  document.title = "Straightedge";
  const picture = new LivePicture(context);
  const questions = h("ul", { class: "questions", "data-testid": "questions" }, h("li", {}, loading("Loading the questions…")));
  const sample = h("button", { type: "button", class: "button button-primary", "data-needs": "member", "data-testid": "start-sample", onclick: begin }, "Train a first network");
  container.append(
    h("section", { class: "hero" },
      h("div", { class: "hero-text" },
        h("h1", {}, "Why do big networks stay simple?"),
        h("p", {}, "Straightedge trains ReLU networks and follows their output along the straight line from one sample to another. "
          + "Each hidden unit that switches on the way puts a kink into the output; a network of thousands of units could bend wildly between its samples. "
          + "Watch, exactly and live, how it does not: the kinks are small, they cancel like a random walk, and beside what the network learns to say, training makes them smaller still."),
        h("div", { class: "hero-actions" }, sample, h("a", { class: "button", href: "#/runs" }, "All runs"), h("a", { class: "button", href: "#/glossary" }, "Glossary"))),
      picture.element),
    h("section", { "aria-labelledby": "questions-title" }, h("h2", { id: "questions-title" }, "Ask a question"),
      h("p", { class: "page-lead questions-lead" }, "Each is an experiment that is ready to run: it trains the networks that can answer it, and says what they show and how sure it is."),
      questions));
  let gone = false;
  const endReconnected = listen(context.live, "reconnected", () => questions.querySelector("a.question") || load());
  load();

  async function load() {
    try {
      const guided = await fetchGuided();
      if (!gone) questions.replaceChildren(...guided.map(question));
    } catch (error) {
      if (!gone) questions.replaceChildren(h("li", {}, failure(error, load)));
    }
  }

  async function begin() {
    sample.disabled = true;
    try {
      const run = await createRun({ dataset: { name: "digits" } });
      if (!gone) context.router.go(`#/runs/${run.id}`);
    } catch (error) {
      toast(sentence(error.message));
    }
    sample.disabled = false;
  }

  return {
    destroy() {
      gone = true;
      endReconnected();
      picture.destroy();
    },
  };
}

function question({ id, title, question: text }) {
  return h("li", {}, h("a", { class: "card question", href: `#/guided?id=${id}` }, h("strong", {}, title), h("span", {}, text)));
}
