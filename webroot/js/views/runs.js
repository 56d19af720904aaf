import { fetchRuns } from "../api.js";
import { throttled } from "../charts/schedule.js";
import { h, listen } from "../dom.js";
import { importButton } from "./import-button.js";
import { failure, loading, notice } from "./notice.js";
import { RunRow } from "./run-row.js";

const PAGE = 25;
const REDRAW_MILLIS = 250;
const COLUMNS = ["Run", "State", "Progress", "Data", "Hidden widths", "Created", ""];

/** The list of runs, newest first, live. */
export function mountRuns(container, context) {
  const { store, live } = context;
  document.title = "Runs · Straightedge";
  const content = h("div", {}, loading("Loading runs…"));
  container.append(
    h("div", { class: "page-head" }, h("h1", {}, "Runs"),
      h("div", { class: "page-actions" }, importButton(context), h("a", { class: "button button-primary", href: "#/new" }, "New run"))),
    content);
  const rows = new Map();
  const body = h("tbody", {});
  const more = h("button", { type: "button", class: "button", "data-testid": "older-runs", onclick: older }, "Older runs");
  let nextPage = null;
  let gone = false;
  let queue = "";
  const followed = new Set();
  const redraw = throttled(draw, REDRAW_MILLIS);
  const clock = setInterval(() => redraw.request(), 1000);
  const endAll = live.subscribeAll();
  const listeners = [
    listen(store, "run", () => redraw.request()),
    listen(store, "runs", () => redraw.request()),
    listen(store, "unknown", reload),
    listen(live, "reconnected", reload),
  ];
  reload();

  async function reload() {
    try {
      const page = await fetchRuns({ maxResults: PAGE });
      if (gone) return;
      nextPage = page.nextPageToken;
      store.putRuns(page.runs, { replace: true });
    } catch (error) {
      if (!gone && !table.isConnected) content.replaceChildren(failure(error, reload));
    }
  }

  async function older() {
    more.disabled = true;
    try {
      const page = await fetchRuns({ maxResults: PAGE, pageToken: nextPage });
      if (gone) return;
      nextPage = page.nextPageToken;
      store.putRuns(page.runs);
    } catch (error) {
      if (!gone) content.append(failure(error, null));
    }
    more.disabled = false;
  }

  const table = h("div", {},
    h("table", { class: "runs", "data-testid": "run-list" },
      h("thead", {}, h("tr", {}, ...COLUMNS.map((name) => h("th", { scope: "col" }, name || h("span", { class: "visually-hidden" }, "Actions"))))),
      body),
    h("div", { class: "more" }, more));

  function draw() {
    if (gone) return;
    const runs = store.runs();
    followRunning(runs);
    followQueue(runs);
    if (runs.length === 0) return content.replaceChildren(empty());
    for (const [id, row] of rows) {
      if (store.run(id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    runs.forEach((run, i) => {
      if (!rows.has(run.id)) rows.set(run.id, new RunRow(store, reload));
      const row = rows.get(run.id);
      row.update(run);
      if (body.children[i] !== row.element) body.insertBefore(row.element, body.children[i] ?? null);
    });
    more.hidden = nextPage === null;
    if (!table.isConnected) content.replaceChildren(table);
    return undefined;
  }

  /** Places in the queue change whenever a run leaves it. */
  function followQueue(runs) {
    const now = runs.filter((run) => run.state === "queued").map((run) => run.id).join();
    if (now === queue) return;
    queue = now;
    if (now !== "") reload();
  }

  /** Only runs under way send their progress. */
  function followRunning(runs) {
    const running = new Set(runs.filter((run) => run.state === "running").map((run) => run.id));
    for (const id of running) {
      if (followed.has(id)) continue;
      followed.add(id);
      live.subscribe(id, store.run(id).lastSeq);
    }
    for (const id of followed) {
      if (running.has(id)) continue;
      followed.delete(id);
      live.unsubscribe(id);
    }
  }

  return {
    destroy() {
      gone = true;
      clearInterval(clock);
      redraw.cancel();
      endAll();
      followed.forEach((id) => live.unsubscribe(id));
      listeners.forEach((end) => end());
    },
  };
}

function empty() {
  return notice({
    title: "No runs yet",
    text: "A run trains one network and measures, live and exactly, how straight its outputs are between pairs of samples. "
      + "Small digits with one hidden layer take less than a minute.",
    actions: [h("a", { class: "button button-primary", href: "#/new" }, "Start a first run")],
    marked: true,
    testid: "empty-runs",
  });
}
