import { throttled } from "../charts/schedule.js";
import { deletions } from "../deletions.js";
import { h, listen } from "../dom.js";
import { fetchAnswer, fetchExperiments } from "../experiment-api.js";
import { ExperimentRow } from "./experiment-row.js";
import { isUnderWay } from "./experiment-state.js";
import { importButton } from "./import-button.js";
import { failure, loading, notice } from "./notice.js";

const PAGE = 25;
const REFRESH_MILLIS = 1000;
const POLL_MILLIS = 5000;
const COLUMNS = ["Experiment", "State", "Progress", "Answer", "Created"];

/** The list of experiments, newest first, live. */
export function mountExperiments(container, context) {
  const { live } = context;
  document.title = "Experiments · Straightedge";
  const content = h("div", {}, loading("Loading experiments…"));
  container.append(
    h("div", { class: "page-head" }, h("h1", {}, "Experiments"),
      h("div", { class: "page-actions" }, importButton(context), h("a", { class: "button", href: "#/guided" }, "Guided experiments"),
        h("a", { class: "button button-primary", href: "#/experiments/new", "data-needs": "member" }, "New experiment"))),
    content);
  const rows = new Map();
  const answers = new Map();
  const body = h("tbody", {});
  const more = h("button", { type: "button", class: "button", "data-testid": "older-experiments", onclick: older }, "Older experiments");
  const table = h("div", {},
    h("table", { class: "runs experiments", "data-testid": "experiment-list" },
      h("thead", {}, h("tr", {}, ...COLUMNS.map((name) => h("th", { scope: "col" }, name)))), body),
    h("div", { class: "more" }, more));
  let known = [];
  let nextPage = null;
  let gone = false;
  let busy = false;
  const refresh = throttled(reload, REFRESH_MILLIS);
  const clock = setInterval(() => known.some(isUnderWay) && refresh.request(), POLL_MILLIS);
  const endAll = live.subscribeAll();
  const listeners = [
    listen(live, "message", () => refresh.request()),
    listen(live, "reconnected", () => refresh.request()),
    listen(deletions, "change", () => refresh.request()),
  ];
  reload();

  /** Refreshes as many as are shown. */
  async function reload() {
    if (busy || gone) return;
    busy = true;
    try {
      const page = await fetchExperiments({ maxResults: PAGE });
      if (gone) return;
      const oldest = page.experiments.at(-1)?.id ?? Infinity;
      const below = page.nextPageToken === null ? [] : known.filter((experiment) => experiment.id < oldest);
      if (below.length === 0) nextPage = page.nextPageToken;
      known = [...page.experiments, ...below];
      draw();
    } catch (error) {
      if (!gone && !table.isConnected) content.replaceChildren(failure(error, reload, { href: "#/guided", text: "Guided experiments" }));
    } finally {
      busy = false;
    }
  }

  async function older() {
    more.disabled = true;
    try {
      const page = await fetchExperiments({ maxResults: PAGE, pageToken: nextPage });
      if (gone) return;
      nextPage = page.nextPageToken;
      known = [...known, ...page.experiments];
      draw();
    } catch (error) {
      if (!gone) content.append(failure(error, null));
    }
    more.disabled = false;
  }

  function draw() {
    const listed = known.filter(({ id }) => !deletions.has(`/experiments/${id}`));
    if (listed.length === 0) return content.replaceChildren(empty());
    const ids = new Set(listed.map(({ id }) => id));
    for (const [id, row] of rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    listed.forEach((experiment, i) => {
      if (!rows.has(experiment.id)) rows.set(experiment.id, new ExperimentRow());
      const row = rows.get(experiment.id);
      row.update(experiment);
      if (body.children[i] !== row.element) body.insertBefore(row.element, body.children[i] ?? null);
      if (experiment.guided) showAnswer(experiment, row);
    });
    more.hidden = nextPage === null;
    if (!table.isConnected) content.replaceChildren(table);
    return undefined;
  }

  /** An answer is asked for anew once more runs have ended. */
  async function showAnswer({ id, runs }, row) {
    const ended = runs.total - runs.queued - runs.running - runs.paused;
    if (answers.get(id) === `${ended} of ${runs.total}`) return;
    answers.set(id, `${ended} of ${runs.total}`);
    try {
      const answer = await fetchAnswer(id);
      if (!gone) row.showAnswer(answer);
    } catch {
      // The list is of use without the answer; the next refresh asks again.
      answers.delete(id);
    }
  }

  return {
    destroy() {
      gone = true;
      clearInterval(clock);
      refresh.cancel();
      endAll();
      listeners.forEach((end) => end());
    },
  };
}

function empty() {
  return notice({
    title: "No experiments yet",
    text: "An experiment trains many networks that differ in one thing, several times each, and shows what that thing does. "
      + "A guided one comes with its question, its theory and its answer.",
    actions: [
      h("a", { class: "button button-primary", href: "#/guided" }, "Choose a guided experiment"),
      h("a", { class: "button", href: "#/experiments/new", "data-needs": "member" }, "Make your own"),
    ],
    marked: true,
    testid: "empty-experiments",
  });
}
