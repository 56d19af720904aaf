import { throttled } from "../charts/schedule.js";
import { h, listen } from "../dom.js";
import { fetchAnswer, fetchExperiment } from "../experiment-api.js";
import { AnswerCard } from "./answer-card.js";
import { CellTable } from "./cell-table.js";
import { ExperimentHeader } from "./experiment-header.js";
import { isUnderWay } from "./experiment-state.js";
import { FailedRuns } from "./failed-runs.js";
import { failure, loading, notice } from "./notice.js";
import { ResultsView } from "./results-view.js";

const REFRESH_MILLIS = 1000;
const POLL_MILLIS = 4000;

/** The page of one experiment: answer, results and runs; live while runs are under way. */
export function mountExperiment(container, { router, live }, id, params) {
  document.title = `Experiment ${id} · Straightedge`;
  container.append(loading("Loading the experiment…"));
  let gone = false;
  let busy = false;
  let again = false;
  let current = params;
  let parts = null;
  let experiment = null;
  let runs = new Set();
  const refresh = throttled(load, REFRESH_MILLIS);
  // Progress within a run is not told to those who follow all runs, so it is asked for.
  const clock = setInterval(() => experiment && isUnderWay(experiment) && refresh.request(), POLL_MILLIS);
  const endAll = live.subscribeAll();
  const listeners = [
    listen(live, "message", ({ detail }) => runs.has(detail.run) && refresh.request()),
    listen(live, "reconnected", () => refresh.request()),
  ];
  load();

  /** One at a time; what is asked for meanwhile comes after. */
  async function load() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const next = await fetchExperiment(id);
      const answer = next.guided ? await fetchAnswer(id).catch(() => null) : null;
      if (!gone) show(next, answer);
    } catch (error) {
      if (!gone) showFailure(error);
    }
    busy = false;
    if (again && !gone) refresh.request();
    again = false;
  }

  function show(next, answer) {
    experiment = next;
    runs = new Set(next.cells.flatMap((cell) => cell.runs.map((run) => run.id)));
    if (!parts) build(next, answer);
    for (const part of parts) part.show(next, answer);
  }

  function build(first, answer) {
    document.title = `${first.name} · Straightedge`;
    const results = new ResultsView(first, router, current, answer?.chart ?? null);
    parts = [
      new ExperimentHeader({ changed: () => refresh.request(), deleted: () => router.go("#/experiments") }),
      ...(first.guided ? [new AnswerCard()] : []),
      new FailedRuns(), results, new CellTable(),
    ];
    container.replaceChildren(...parts.map((part) => part.element));
  }

  function showFailure(error) {
    if (parts && error.status !== 404) return;
    end();
    container.replaceChildren(experiment && error.status === 404 ? notice({
      title: "This experiment was deleted", text: "Its runs and their measures are gone.", alone: true,
      actions: [h("a", { class: "button", href: "#/experiments" }, "All experiments")],
    }) : failure(error, load, { href: "#/experiments", text: "All experiments" }, true));
  }

  function end() {
    parts?.forEach((part) => part.destroy?.());
    parts = null;
  }

  return {
    update(next) {
      current = next;
      parts?.forEach((part) => part.setParams?.(next));
    },
    destroy() {
      gone = true;
      clearInterval(clock);
      refresh.cancel();
      endAll();
      listeners.forEach((stop) => stop());
      end();
    },
  };
}
