import { toPoints } from "./charts/series.js";
import { deletions } from "./deletions.js";
import { readNumber } from "./format.js";

/** Of one metric on the page; a run that is followed for longer is thinned to half of it, as many as a new page asks for. */
const MOST_POINTS = 4000;

/**
 * The points of one metric in the order they came: all, or those that show its course. `total` counts them all and
 * `notFinite` those of them that are NaN or infinite; `zoom` is the stretch of steps they are of, null for the run.
 */
class Series {
  steps = [];
  millis = [];
  values = [];
  total = 0;
  notFinite = 0;
  zoom = null;
  /** Later news of steps up to this one say what is known already. */
  through = -1;

  push(step, millis, value) {
    this.steps.push(step);
    this.millis.push(millis);
    this.values.push(value);
    this.total++;
    if (!Number.isFinite(value)) this.notFinite++;
  }

  /** Leaves out all but the points with these steps, a set. */
  keep(steps) {
    const kept = this.steps.flatMap((step, i) => (steps.has(step) ? [i] : []));
    for (const name of ["steps", "millis", "values"]) this[name] = kept.map((i) => this[name][i]);
  }

  /** Whether points are left out. */
  get thinned() {
    return this.total > this.values.length;
  }

  get length() {
    return this.values.length;
  }

  get last() {
    return this.values.at(-1);
  }
}

/** The series of an answer of the API by key. */
export function seriesOf(metrics, zoom = null) {
  return new Map(Object.entries(metrics).map(([key, columns]) => [key, Object.assign(new Series(), columns, { zoom })]));
}

/**
 * What the page knows. Emits `runs` (the list changed), and for one run, with its id as detail, `run`
 * (state, progress or setup), `points`, `path` (a new measured step) and `deleted`.
 */
export class Store extends EventTarget {
  #runs = new Map();
  #series = new Map();
  #followed = new Map();

  constructor() {
    super();
    deletions.addEventListener("change", () => this.#emit("runs"));
  }

  run(id) {
    return this.#runs.get(id);
  }

  /** Newest first, without those that were deleted here. */
  runs() {
    return [...this.#runs.values()].filter(({ id }) => !deletions.has(`/runs/${id}`)).sort((a, b) => b.id - a.id);
  }

  /** Replaces what is known of the runs numbered from the oldest given to the newest. */
  putRuns(runs, { replace = false } = {}) {
    if (replace) this.#runs.clear();
    for (const run of runs) this.#runs.set(run.id, run);
    this.#emit("runs");
  }

  putRun(run) {
    this.#runs.set(run.id, run);
    this.#emit("run", run.id);
  }

  removeRun(id) {
    this.dropMetrics(id);
    if (this.#runs.delete(id)) {
      this.#emit("deleted", id);
      this.#emit("runs");
    }
  }

  /** The series of a run by key; empty until they are loaded. */
  series(id) {
    return this.#series.get(id) ?? new Map();
  }

  /** @param keys the metrics of which later points are kept */
  putMetrics(id, metrics, keys) {
    this.#series.set(id, seriesOf(metrics));
    this.#followed.set(id, new Set(keys));
    this.#emit("points", id);
  }

  /** Keeps the points of more metrics from now on; `joinMetrics` brings those from before. */
  followMore(id, keys) {
    for (const key of keys) this.#followed.get(id)?.add(key);
  }

  /** Adds the points of more metrics, up to a moment, to those that came since they are followed. */
  joinMetrics(id, metrics) {
    const all = this.#series.get(id);
    if (!all) return;
    for (const [key, series] of seriesOf(metrics)) {
      series.through = series.steps.at(-1) ?? -1;
      const since = all.get(key) ?? new Series();
      since.steps.forEach((step, i) => step > series.through && series.push(step, since.millis[i], since.values[i]));
      all.set(key, series);
    }
    this.#emit("points", id);
  }

  /** Forgets the points of a run that is no longer looked at. */
  dropMetrics(id) {
    this.#series.delete(id);
    this.#followed.delete(id);
  }

  /** Takes in one message of the live connection. */
  apply(message) {
    const { run: id, type } = message;
    if (type === "deleted") return this.removeRun(id);
    const run = this.#runs.get(id);
    if (type === "points") return this.#addPoints(id, run, message.points);
    if (type === "path") return this.#emit("path", id, message.step);
    if (!run) return this.#emit("unknown", id);
    if (type === "labels") return this.putRun(withLabels(run, message));
    if (message.seq <= run.lastSeq) return undefined;
    if (type === "state") return this.putRun(withState(run, message));
    if (type === "setup") return this.putRun({ ...run, setup: message.setup });
    return undefined;
  }

  #addPoints(id, run, points) {
    const all = this.#series.get(id);
    const followed = this.#followed.get(id);
    let step = run?.step ?? 0;
    for (const [key, pointStep, millis, value] of points) {
      step = Math.max(step, pointStep);
      if (run?.last) run.last[key] = readNumber(value);
      if (!followed?.has(key)) continue;
      if (!all.has(key)) all.set(key, new Series());
      if (pointStep <= all.get(key).through) continue;
      all.get(key).push(pointStep, millis, readNumber(value));
      if (all.get(key).length > MOST_POINTS && !key.endsWith("_se")) thin(all, key);
    }
    if (run && step > run.step) {
      run.step = step;
      this.#emit("run", id);
    }
    if (all) this.#emit("points", id);
  }

  #emit(name, id = null, step = null) {
    this.dispatchEvent(Object.assign(new Event(name), { id, step }));
  }
}

/** A page that is left open for days keeps the course of a metric: the least and the greatest of each stretch, and its ends. */
function thin(all, key) {
  const { steps, values } = all.get(key);
  const course = toPoints(steps, values, { most: MOST_POINTS / 2 }).map(({ i }) => steps[i]);
  const kept = new Set([steps[0], ...course, steps.at(-1)]);
  all.get(key).keep(kept);
  all.get(`${key}_se`)?.keep(kept);
}

const ENDED = new Set(["finished", "failed", "stopped"]);
const WAITING = new Set(["paused", "interrupted"]);

export function hasEnded(run) {
  return ENDED.has(run.state);
}

/** It waits for somebody to resume it. */
export function isWaiting(run) {
  return WAITING.has(run.state);
}

/** Somebody may resume it; a failed run may fail again. */
export function isResumable(run) {
  return isWaiting(run) || run.state === "failed";
}

/** An answer to somebody's own change may have brought a newer version than the news of an earlier one. */
function withLabels(run, { name, tags, notes, version }) {
  return version > run.version ? { ...run, name, tags, notes, version } : run;
}

function withState(run, { state, message, at, seq }) {
  const next = { ...run, state, message, lastSeq: seq, queuePosition: null };
  if (state === "running") next.started ??= at;
  next.ended = ENDED.has(state) ? at : null;
  return next;
}
