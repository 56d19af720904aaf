import { fetchRuns } from "../api.js";
import { throttled } from "../charts/schedule.js";
import { zoomOf } from "../charts/zoom.js";
import { h, listen } from "../dom.js";
import { plural } from "../format.js";
import { fieldOf, grouped, isMetric, sorted } from "../run-fields.js";
import { RunLines } from "../run-lines.js";
import { RunLoader } from "../run-loader.js";
import { searched } from "../run-search.js";
import { session } from "../session.js";
import { importButton } from "./import-button.js";
import { failure, loading, notice, sentence } from "./notice.js";
import { OverlayCharts } from "./overlay-charts.js";
import { RunTable } from "./run-table.js";
import { RunTools } from "./run-tools.js";
import { toast } from "./toast.js";

const PAGE = 100;
const MOST_LISTED = 1000;
const NEWEST = 10;
const MOST_DRAWN = 20;
const REDRAW_MILLIS = 250;
const COLUMNS = ["network.hidden"];

/** The runs: their table at the left, charts of those that are drawn at the right, live. What is chosen is in the URL. */
export function mountRuns(container, context, params) {
  const { store, live, router } = context;
  document.title = "Runs · Straightedge";
  const content = h("div", {}, loading("Loading runs…"));
  container.append(
    h("div", { class: "page-head" }, h("h1", {}, "Runs"),
      h("div", { class: "page-actions" }, importButton(context), h("a", { class: "button button-primary", href: "#/new", "data-needs": "member" }, "New run"))),
    content);
  let choice = read(params);
  let shown = { listed: [], drawn: new Set() };
  let more = false;
  let gone = false;
  let queue = "";
  const lines = new RunLines(store, () => charts.append());
  const loader = new RunLoader(context);
  const charts = new OverlayCharts(context, params);
  const table = new RunTable({
    sort: (field) => router.setParams({ sort: nextOrder(choice.order, field) }),
    pick: (id, on) => router.setParams({ pick: changed(choice.picked, [id], on).join() }),
    draw, point, moved: reload,
  });
  const tools = new RunTools(router, { newest: () => router.setParams({ show: null }), none: () => router.setParams({ show: "none" }) });
  const older = h("button", { type: "button", class: "button button-small", "data-testid": "older-runs", onclick: listMore }, "Older runs");
  const nothing = h("p", { class: "loading", hidden: true, "data-testid": "no-match" });
  const state = h("p", { class: "overlay-state", role: "status", "data-testid": "overlay-state" });
  const workspace = h("div", { class: "workspace" },
    h("section", { class: "workspace-runs card", "aria-label": "Runs" }, tools.element,
      h("div", { class: "workspace-table" }, table.element, nothing, h("div", { class: "more" }, older))),
    h("section", { class: "workspace-charts", "aria-label": "Charts" }, h("h2", { class: "visually-hidden" }, "Charts"), state, charts.element));
  const redraw = throttled(show, REDRAW_MILLIS);
  const clock = setInterval(() => redraw.request(), 1000);
  const endAll = live.subscribeAll();
  const listeners = [
    ...["run", "runs", "points"].map((name) => listen(store, name, () => redraw.request())),
    listen(store, "unknown", reload),
    listen(loader, "change", () => {
      // The table waits its turn; lines that have come do not.
      if (loader.loading === 0) charts.append();
      redraw.request();
    }),
    listen(live, "reconnected", () => {
      reload();
      loader.retry();
    }),
  ];
  reload();

  async function reload() {
    try {
      const wanted = choice.most;
      const { runs, nextPageToken } = await fetchRuns({ maxResults: wanted, last: metricsOf(choice) });
      if (gone) return;
      more = nextPageToken !== null && wanted < MOST_LISTED;
      store.putRuns(runs, { replace: true });
    } catch (error) {
      if (!gone && !workspace.isConnected) content.replaceChildren(failure(error, reload));
      else if (!gone) toast(sentence(error.message));
    }
    older.disabled = false;
  }

  function listMore() {
    older.disabled = true;
    router.setParams({ most: String(Math.min(MOST_LISTED, choice.most + PAGE)) });
  }

  function draw(ids, on) {
    const next = changed([...shown.drawn], ids, on);
    if (next.length > MOST_DRAWN) return toast(`At most ${MOST_DRAWN} runs are drawn at once: hide ${plural(next.length - MOST_DRAWN, "run")} first.`);
    return router.setParams({ show: next.join() || "none" });
  }

  function point(id) {
    charts.highlight(shown.lines?.find(({ runs }) => runs.some((run) => run.id === id))?.id ?? null);
  }

  function show() {
    if (gone) return;
    const runs = store.runs();
    followQueue(runs);
    if (runs.length === 0) return content.replaceChildren(empty());
    const { search, filter, order, groupBy, columns, picked } = choice;
    const listed = sorted(runs.filter((run) => !choice.mine || run.owner === session.user?.name).filter(filter.fits), order);
    const drawn = drawnOf(listed);
    const drawnRuns = listed.filter((run) => drawn.has(run.id));
    loader.follow([...drawn], runs.filter((run) => run.state === "running").map((run) => run.id));
    lines.zoom = choice.zoom;
    shown = { listed, drawn, lines: lines.of(drawnRuns, choice.mean ? groupBy : null) };
    const known = new Set(runs.map((run) => run.id));
    tools.update({ runs, search, problem: filter.error, mine: choice.mine, groupBy, columns, drawn, listed: listed.length, picked: picked.filter((id) => known.has(id)) });
    const groups = groupBy ? inOrder(grouped(listed, groupBy), groupBy) : [{ text: null, runs: listed }];
    table.update(groups, { columns, order, groupBy, drawn, picked: new Set(picked) });
    nothing.hidden = listed.length > 0;
    nothing.textContent = `No run of ${runs.length} ${choice.mine ? "is yours" : ""}${choice.mine && search ? " and " : ""}${search ? `fits “${search}”` : ""}.`;
    older.hidden = !more;
    if (!workspace.isConnected) content.replaceChildren(workspace);
    charts.show(shown.lines, drawnRuns.some((run) => run.spec.measure.normalise));
    state.textContent = stateText(drawn.size);
    return undefined;
  }

  function drawnOf(listed) {
    const wanted = choice.drawn ?? listed.map((run) => run.id).sort((a, b) => b - a).slice(0, NEWEST);
    const here = new Set(listed.map((run) => run.id));
    return new Set(wanted.filter((id) => here.has(id)).slice(0, MOST_DRAWN));
  }

  function stateText(drawn) {
    const failed = loader.failures;
    if (failed.length > 0) return `The points of run ${failed.map(({ id }) => id).join(", ")} could not be loaded: ${sentence(failed[0].error.message)}`;
    if (loader.loading > 0) return `Loading the points of ${plural(loader.loading, "run")}…`;
    return drawn === 0 ? "No run is drawn: the eye beside a run shows it here." : "";
  }

  /** Places in the queue change whenever a run leaves it. */
  function followQueue(runs) {
    const now = runs.filter((run) => run.state === "queued").map((run) => run.id).join();
    if (now === queue) return;
    queue = now;
    if (now !== "") reload();
  }

  return {
    update(next) {
      const before = choice;
      choice = read(next);
      charts.setParams(next);
      if (before.most !== choice.most || metricsOf(choice).some((key) => !metricsOf(before).includes(key))) reload();
      show();
    },
    destroy() {
      gone = true;
      clearInterval(clock);
      redraw.cancel();
      endAll();
      loader.destroy();
      charts.destroy();
      listeners.forEach((end) => end());
    },
  };
}

/** What an address says of the table and of what is drawn; `drawn` is null for the newest. */
function read(params) {
  const list = (name) => (params.get(name) ?? "").split(",").filter(Boolean);
  const ids = (name) => list(name).map(Number).filter(Number.isSafeInteger);
  const search = params.get("q") ?? "";
  return {
    zoom: zoomOf(params),
    search,
    filter: searched(search),
    mine: session.accounts && params.get("mine") === "1",
    order: params.get("sort") ?? "-created",
    groupBy: params.get("group") ?? "",
    columns: params.has("cols") ? list("cols").filter((field) => field !== "none") : session.accounts ? ["owner", ...COLUMNS] : COLUMNS,
    drawn: params.has("show") ? ids("show") : null,
    picked: ids("pick"),
    mean: params.get("mean") === "1",
    most: Math.min(MOST_LISTED, Math.max(PAGE, Number(params.get("most")) || PAGE)),
  };
}

/** First one way, then the other, then newest first again. */
function nextOrder(order, field) {
  if (order === field) return `-${field}`;
  return order === `-${field}` ? null : field;
}

function changed(ids, some, on) {
  const rest = ids.filter((id) => !some.includes(id));
  return on ? [...rest, ...some] : rest;
}

function inOrder(groups, field) {
  const value = ({ runs }) => fieldOf(runs[0], field);
  const order = sorted(groups.map((group, i) => ({ id: -i, spec: {}, last: { "/": value(group) } })), "/");
  return order.map(({ id }) => groups[-id]);
}

/** The metrics of which the table shows the last values, is sorted by, or which are searched. */
function metricsOf({ columns, order, groupBy, filter }) {
  return [...new Set([...[...columns, order.replace(/^-/, ""), groupBy].filter(isMetric), ...filter.metrics])];
}

function empty() {
  return notice({
    title: "No runs yet",
    text: "A run trains one network and measures, live and exactly, how straight its outputs are between pairs of samples. "
      + "Small digits with one hidden layer take less than a minute.",
    actions: [h("a", { class: "button button-primary", href: "#/new", "data-needs": "member" }, "Start a first run")],
    marked: true,
    testid: "empty-runs",
  });
}
