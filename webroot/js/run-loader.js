import { fetchMetrics, fetchRun } from "./api.js";
import { OVERLAY_KEYS } from "./measure-names.js";
import { hasEnded, isResumable } from "./store.js";

const AT_ONCE = 4;
/** Charts of many runs are small; zooming fetches finer points. */
const MOST_POINTS = 800;

/** Brings the points of the runs that are drawn, and follows those under way. Emits `change` when one came or failed. */
export class RunLoader extends EventTarget {
  #store;
  #live;
  #following = new Map();
  #waiting = [];
  #busy = 0;

  constructor({ store, live }) {
    super();
    this.#store = store;
    this.#live = live;
  }

  /** How many of the runs' points are on their way. */
  get loading() {
    return this.#waiting.length + this.#busy;
  }

  /** Whether a run's points are here. */
  has(id) {
    return this.#following.get(id)?.here === true;
  }

  /** Why runs could not be had: [{ id, error }]. */
  get failures() {
    return [...this.#following].filter(([, { error }]) => error).map(([id, { error }]) => ({ id, error }));
  }

  /**
   * @param drawn the runs whose points are wanted
   * @param running other runs, of which only the progress is
   */
  follow(drawn, running = []) {
    const wanted = new Map([...running.map((id) => [id, false]), ...drawn.map((id) => [id, true])]);
    for (const [id, { points }] of this.#following) if (wanted.get(id) !== points) this.#leave(id);
    for (const [id, points] of wanted) {
      if (this.#following.has(id)) continue;
      this.#following.set(id, { points, error: null });
      if (points) this.#waiting.push(id);
      else this.#subscribe(id, this.#store.run(id).lastSeq);
    }
    this.#next();
  }

  /** Tries those again that failed. */
  retry() {
    for (const { id } of this.failures) {
      this.#following.get(id).error = null;
      this.#waiting.push(id);
    }
    this.#next();
  }

  destroy() {
    for (const id of [...this.#following.keys()]) this.#leave(id);
  }

  #subscribe(id, after) {
    this.#live.subscribe(id, after, this.#store.run(id).version);
  }

  #leave(id) {
    const { points } = this.#following.get(id);
    this.#following.delete(id);
    this.#waiting = this.#waiting.filter((other) => other !== id);
    this.#live.unsubscribe(id);
    if (points) this.#store.dropMetrics(id);
  }

  #next() {
    while (this.#busy < AT_ONCE && this.#waiting.length > 0) this.#load(this.#waiting.shift());
  }

  async #load(id) {
    const following = this.#following.get(id);
    const current = () => this.#following.get(id) === following;
    this.#busy++;
    try {
      const metrics = await fetchMetrics(id, OVERLAY_KEYS, { most: MOST_POINTS });
      if (current() && !this.#store.run(id)) this.#store.putRun(await fetchRun(id));
      if (current()) {
        following.here = true;
        this.#store.putMetrics(id, metrics.series, OVERLAY_KEYS);
        const run = this.#store.run(id);
        if (!hasEnded(run) || isResumable(run) || run.lastSeq > metrics.seq) this.#subscribe(id, metrics.seq);
      }
    } catch (error) {
      if (current()) following.error = error;
    }
    this.#busy--;
    this.#next();
    this.dispatchEvent(new Event("change"));
  }
}
