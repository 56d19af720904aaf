import { extendExperiment, stopExperiment } from "../experiment-api.js";
import { h, setText } from "../dom.js";
import { plural } from "../format.js";
import { MOST_RUNS, parseSeeds, seedsText, valuesText } from "../sweep.js";
import { confirmDialog, open } from "./dialogs.js";
import { sentence } from "./notice.js";
import { toast } from "./toast.js";

/** Asks, then stops all runs of the experiment that have not ended. Resolves to the experiment, or null. */
export async function askStop(experiment) {
  const yes = await confirmDialog({
    title: `Stop “${experiment.name}”?`,
    text: "Runs under way end at their next batch and queued runs are not started. What was measured is kept.",
    action: "Stop experiment",
  });
  return yes ? attempt(() => stopExperiment(experiment.id)) : null;
}

/** Asks for more seeds, then adds their runs. Resolves to the experiment, or null. */
export function askSeeds(experiment) {
  const had = experiment.spec.seeds;
  const cells = Math.max(1, Math.round(experiment.runs.total / had.length));
  const next = Math.max(...had) + 1;
  return new Promise((resolve) => {
    let answer = null;
    const input = h("input", {
      type: "text", id: "more-seeds", name: "more-seeds", autocomplete: "off", "aria-describedby": "more-seeds-error more-seeds-help",
      value: seedsText(Array.from({ length: Math.max(3, had.length) }, (_, i) => next + i)), oninput: check,
    });
    const error = h("p", { class: "field-error", id: "more-seeds-error", role: "alert", hidden: true });
    const help = h("p", { class: "field-help", id: "more-seeds-help" });
    const add = h("button", { type: "submit", class: "button button-primary", "data-testid": "add-seeds-yes" }, "Add runs");
    const dialog = h("dialog", { class: "dialog", "aria-labelledby": "dialog-title", "data-testid": "seeds-dialog" },
      h("h2", { id: "dialog-title" }, "Add seeds"), h("p", {}, `Every cell is run again with each of them. So far: ${seedsText(had)}.`),
      h("form", { onsubmit: send, novalidate: true },
        h("div", { class: "field" }, h("label", { for: "more-seeds" }, "More seeds"), input, error, help),
        h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel"), add)));
    open(dialog, () => resolve(answer));
    check();

    function check() {
      const { values = [], error: wrong } = parseSeeds(input.value);
      const known = values.filter((seed) => had.includes(seed));
      const runs = values.length * cells;
      const tooMany = experiment.runs.total + runs > MOST_RUNS ? `At most ${plural(MOST_RUNS, "run")} make an experiment; this would make ${experiment.runs.total + runs}.` : null;
      show(wrong ?? (known.length > 0 ? `${valuesText(known)} is among its seeds already.` : tooMany));
      setText(help, wrong ? "" : `${plural(values.length, "seed")} × ${plural(cells, "cell")} = ${plural(runs, "more run", "more runs")}`);
      return values;
    }

    function show(text) {
      setText(error, text ?? "");
      error.hidden = !text;
      add.disabled = Boolean(text);
    }

    async function send(event) {
      event.preventDefault();
      const seeds = check();
      if (!error.hidden) return;
      add.disabled = true;
      try {
        answer = await extendExperiment(experiment.id, seeds);
        dialog.close();
      } catch (problem) {
        show(sentence(problem.fields[0]?.message ?? problem.message));
        add.disabled = false;
      }
    }
  });
}

async function attempt(request) {
  try {
    return await request();
  } catch (error) {
    toast(sentence(error.message));
    return null;
  }
}
