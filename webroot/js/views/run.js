import { fetchMetrics, fetchRun } from "../api.js";
import { Crosshair } from "../charts/crosshair.js";
import { h, listen } from "../dom.js";
import { RUN_KEYS, withErrors } from "../measure-names.js";
import { session } from "../session.js";
import { refreshRun } from "../run-refresh.js";
import { AllMetrics, pickedMetrics } from "./all-metrics.js";
import { FunctionView } from "./function-view.js";
import { failure, loading, notice, sentence } from "./notice.js";
import { PairsView } from "./pairs-view.js";
import { PathView } from "./path-view.js";
import { pause, resume } from "./run-actions.js";
import { RunCharts } from "./run-charts.js";
import { RunHeader } from "./run-header.js";
import { toast } from "./toast.js";

/** The page of one run: header, path view and charts, live. */
export function mountRun(container, context, id, params) {
  const { store, live } = context;
  document.title = `Run ${id} · Straightedge`;
  container.append(loading("Loading the run…"));
  let gone = false;
  let current = params;
  let parts = [];
  let keys = new Set();
  const listeners = [
    listen(store, "run", (event) => event.id === id && parts.forEach((part) => part.showRun?.(store.run(id)))),
    listen(store, "points", (event) => event.id === id && parts.forEach((part) => part.append?.(store.series(id)))),
    listen(store, "path", (event) => event.id === id && parts.forEach((part) => part.addStep?.(event.step))),
    listen(live, "reconnected", recover),
    listen(store, "deleted", (event) => event.id === id && showDeleted()),
  ];
  load();

  /**
   * Points come before the run, so that the run is at least as new as they are, and the subscription
   * starts exactly where the points end.
   */
  async function load() {
    try {
      keys = new Set([...RUN_KEYS, ...withErrors(pickedMetrics(current))]);
      const metrics = await fetchMetrics(id, keys);
      const run = await fetchRun(id);
      if (gone) return;
      store.putMetrics(id, metrics.series, keys);
      store.putRun(run);
      build(run);
      live.subscribe(id, metrics.seq, run.version);
    } catch (error) {
      if (!gone) container.replaceChildren(failure(error, load, undefined, true));
    }
  }

  function build(run) {
    document.title = `${run.name} · Straightedge`;
    const pairs = new PairsView(run, context, current);
    const path = new PathView(run, context, current, (step) => pairs.showStep(step));
    const crosshair = new Crosshair();
    parts = [new RunHeader(run, context), new FunctionView(run, context, current), path, pairs,
      new RunCharts(run, context, current, crosshair), new AllMetrics(run, context, current, crosshair)];
    container.replaceChildren(...parts.map((part) => part.element));
    for (const part of parts) {
      part.showRun?.(run);
      part.append?.(store.series(id));
    }
  }

  /** The live events that were missed come by themselves. */
  function recover() {
    if (parts.length === 0) return load();
    loadMore();
    return refreshRun(store, id);
  }

  /** Metrics that are picked later; until their points are here those that come live are kept. */
  async function loadMore() {
    const more = withErrors(pickedMetrics(current)).filter((key) => !keys.has(key));
    if (parts.length === 0 || more.length === 0) return;
    more.forEach((key) => keys.add(key));
    store.followMore(id, more);
    try {
      const { series } = await fetchMetrics(id, more);
      if (!gone) store.joinMetrics(id, series);
    } catch (error) {
      more.forEach((key) => keys.delete(key));
      if (!gone) toast(`The metric could not be loaded. ${sentence(error.message)}`);
    }
  }

  function showDeleted() {
    live.unsubscribe(id);
    end();
    container.replaceChildren(notice({
      title: "This run was deleted", text: "Its metrics and paths are gone.", alone: true,
      actions: [h("a", { class: "button", href: "#/runs" }, "All runs")],
    }));
  }

  function end() {
    parts.forEach((part) => part.destroy?.());
    parts = [];
  }

  return {
    togglePause() {
      const run = store.run(id);
      if (!run || !session.owns(run)) return false;
      if (run.state === "running" || run.state === "queued") return pause(run);
      return run.state === "paused" || run.state === "interrupted" ? resume(run) : false;
    },
    update(next) {
      current = next;
      loadMore();
      parts.forEach((part) => part.setParams?.(next));
    },
    destroy() {
      gone = true;
      listeners.forEach((stop) => stop());
      live.unsubscribe(id);
      end();
      store.dropMetrics(id);
    },
  };
}
