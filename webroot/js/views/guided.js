import { h, unseen } from "../dom.js";
import { createExperiment, fetchGuided } from "../experiment-api.js";
import { plural } from "../format.js";
import { session } from "../session.js";
import { confirmDialog } from "./dialogs.js";
import { failure, loading, notice, sentence } from "./notice.js";
import { toast } from "./toast.js";

const LONG_MINUTES = 60;

/** The guided experiments: a question each, with what to expect, and a start at two sizes. `id` leads to one of them. */
export function mountGuided(container, { router }, params) {
  document.title = "Guided experiments · Straightedge";
  const content = h("div", {}, loading("Loading guided experiments…"));
  container.append(
    h("div", { class: "page-head" }, h("div", {}, h("p", { class: "crumbs" }, h("a", { href: "#/experiments" }, "Experiments")), h("h1", {}, "Guided experiments"))),
    h("p", { class: "page-lead" }, "Each asks one question, runs the networks that can answer it, and says what they show and how sure it is. "
      + "Quick gives a first answer in minutes; full takes the settings of the paper."),
    content);
  let gone = false;
  load();

  async function load() {
    content.replaceChildren(loading("Loading guided experiments…"));
    try {
      const guided = await fetchGuided();
      if (gone) return;
      content.replaceChildren(guided.length > 0 ? h("div", { class: "guided", "data-testid": "guided" }, ...guided.map(card))
        : notice({ title: "No guided experiments", text: "This server has none.", actions: [h("a", { class: "button button-primary", href: "#/experiments/new" }, "Make your own")] }));
      showWanted();
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load, { href: "#/experiments", text: "All experiments" }));
    }
  }

  function showWanted() {
    const wanted = content.querySelector(`[data-guided="${CSS.escape(params.get("id") ?? "")}"]`);
    if (!wanted) return;
    wanted.classList.add("card-wanted");
    wanted.scrollIntoView({ block: "center" });
    wanted.querySelector("button").focus({ preventScroll: true });
  }

  function card(experiment) {
    const heading = `guided-${experiment.id}`;
    const { quick, full } = experiment.presets;
    return h("article", { class: "card guided-card", "aria-labelledby": heading, "data-guided": experiment.id },
      h("h2", { id: heading }, experiment.title),
      h("p", { class: "guided-question" }, experiment.question),
      h("dl", {}, h("dt", {}, "What to expect"), h("dd", {}, sentence(experiment.claim)), h("dt", {}, "Source"), h("dd", {}, experiment.source)),
      session.is("member") ? null : h("p", { class: "field-help" }, "Starting it needs the role member."),
      h("div", { class: "guided-start", "data-needs": "member" },
        start(experiment, "quick", "Quick", quick, "button-primary"), start(experiment, "full", "Full", full, "")));
  }

  function start(experiment, preset, word, { runs, minutes }, kind) {
    const button = h("button", { type: "button", class: `button ${kind}`, "data-testid": `start-${preset}`, onclick: begin },
      h("span", {}, word, unseen(`: start ${experiment.title}, `)), h("span", { class: "button-note" }, `${plural(runs, "run")}, about ${minutesText(minutes)}`));
    return button;

    async function begin() {
      if (minutes >= LONG_MINUTES && !(await confirmDialog({
        title: `Start ${plural(runs, "run")}, about ${minutesText(minutes)}?`,
        text: `“${experiment.title}” in full keeps this machine busy that long. It can be stopped at any time, and what is measured until then is kept.`,
        action: "Start", danger: false,
      }))) return;
      button.disabled = true;
      try {
        const made = await createExperiment({ guided: experiment.id, preset });
        if (!gone) router.go(`#/experiments/${made.id}`);
      } catch (error) {
        toast(sentence(error.message));
        button.disabled = false;
      }
    }
  }

  return {
    destroy() {
      gone = true;
    },
  };
}

/** A rough time in the unit that suits it. */
export function minutesText(minutes) {
  if (minutes < 90) return `${Math.max(1, Math.round(minutes))} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : plural(Math.round(minutes / 1440), "day");
}
