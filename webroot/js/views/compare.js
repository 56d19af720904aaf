import { runColour } from "../charts/palette.js";
import { throttled } from "../charts/schedule.js";
import { zoomOf } from "../charts/zoom.js";
import { h, listen } from "../dom.js";
import { plural } from "../format.js";
import { RunLines } from "../run-lines.js";
import { RunLoader } from "../run-loader.js";
import { refreshRun } from "../run-refresh.js";
import { ComparePaths } from "./compare-paths.js";
import { runHeading, settingsTable, valuesTable } from "./compare-table.js";
import { loading, notice, sentence } from "./notice.js";
import { OverlayCharts } from "./overlay-charts.js";

const MOST = 20;
const REDRAW_MILLIS = 500;

/** Some runs side by side: their settings, their last values and their charts, live. The runs are in the URL. */
export function mountCompare(container, context, params) {
  const { store, live, router } = context;
  document.title = "Compare · Straightedge";
  let choice = read(params);
  let gone = false;
  let drawn = "";
  const lines = new RunLines(store, () => charts.append());
  const loader = new RunLoader(context);
  const charts = new OverlayCharts(context, params);
  const paths = new ComparePaths(context, params);
  const title = h("h1", {});
  const problem = h("p", { class: "run-problem run-problem-bad", role: "alert", hidden: true });
  const settings = h("div", {});
  const values = h("div", {});
  const only = h("input", { type: "checkbox", "data-testid": "only-differences", onchange: () => router.setParams({ diff: only.checked ? "1" : null }) });
  const waiting = h("div", {});
  const content = h("div", { class: "compare", hidden: true },
    h("section", {}, h("div", { class: "section-head" }, h("h2", {}, "Settings"), h("label", { class: "switch" }, only, " Only differences")), settings),
    h("section", {}, h("div", { class: "section-head" }, h("h2", {}, "Last values")), values),
    paths.element,
    h("section", {}, h("div", { class: "section-head" }, h("h2", {}, "Charts")), charts.element));
  container.append(
    h("header", { class: "page-head" }, h("div", {}, h("p", { class: "crumbs" }, h("a", { href: "#/runs" }, "Runs"), " / compare"), title)),
    problem, waiting, content);
  const redraw = throttled(show, REDRAW_MILLIS);
  const endAll = live.subscribeAll();
  const listeners = [
    ...["run", "points", "deleted"].map((name) => listen(store, name, () => redraw.request())),
    listen(loader, "change", show),
    listen(live, "reconnected", () => {
      loader.retry();
      choice.ids.filter((id) => loader.has(id)).forEach((id) => refreshRun(store, id));
    }),
  ];
  show();

  function show() {
    if (gone) return;
    const { ids } = choice;
    title.textContent = `Compare ${plural(ids.length, "run")}`;
    if (ids.length < 2) return showNothing();
    loader.follow(ids);
    const failed = loader.failures;
    problem.hidden = failed.length === 0;
    problem.textContent = failed.map(({ error }) => sentence(error.message)).join(" ");
    const runs = ids.map((id) => store.run(id)).filter((run) => run && loader.has(run.id));
    content.hidden = runs.length === 0;
    waiting.replaceChildren(...(content.hidden && failed.length < ids.length ? [loading("Loading the runs…")] : []));
    if (content.hidden) return undefined;
    showTables(runs);
    paths.show(runs);
    lines.zoom = choice.zoom;
    charts.show(lines.of(runs, choice.mean ? "" : null), runs.some((run) => run.spec.measure.normalise));
    return undefined;
  }

  /** Made anew only when something in them is new, so that focus and selections stay. */
  function showTables(runs) {
    only.checked = choice.onlyDifferences;
    const now = JSON.stringify([choice, runs.map((run) => [run.id, run.state, run.version, run.step, store.series(run.id).size])]);
    if (now === drawn) return;
    drawn = now;
    const heading = (run) => runHeading(run, runColour(run.id), () => router.setParams({ runs: choice.ids.filter((id) => id !== run.id).join() }));
    settings.replaceChildren(settingsTable(runs, choice.onlyDifferences, heading));
    values.replaceChildren(valuesTable(runs, store, heading));
  }

  function showNothing() {
    loader.follow([]);
    content.hidden = problem.hidden = true;
    waiting.replaceChildren(notice({
      title: "Two runs or more make a comparison", text: "Tick them in the table of runs, then press Compare.",
      actions: [h("a", { class: "button", href: "#/runs" }, "All runs")], testid: "nothing-to-compare",
    }));
  }

  return {
    update(next) {
      choice = read(next);
      charts.setParams(next);
      paths.setParams(next);
      show();
    },
    destroy() {
      gone = true;
      redraw.cancel();
      endAll();
      loader.destroy();
      charts.destroy();
      paths.destroy();
      listeners.forEach((end) => end());
    },
  };
}

function read(params) {
  const ids = (params.get("runs") ?? "").split(",").map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
  return { ids: [...new Set(ids)].slice(0, MOST), onlyDifferences: params.get("diff") === "1", mean: params.get("mean") === "1", zoom: zoomOf(params) };
}
