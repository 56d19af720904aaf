import { fetchMetrics } from "../api.js";
import { seriesOf } from "../store.js";
import { toast } from "./toast.js";

/** The series of a run between two steps, fetched anew where those of the whole run leave points out. */
export class ZoomDetail {
  #id;
  #onLoaded;
  #zoom = null;
  #fine = null;

  constructor(id, onLoaded) {
    this.#id = id;
    this.#onLoaded = onLoaded;
  }

  /** The series to draw of the steps in `zoom`: those of the whole run until finer ones are here. */
  of(whole, zoom) {
    if (!zoom || ![...whole.values()].some((series) => series.thinned)) {
      this.drop();
      return whole;
    }
    if (this.#zoom?.from !== zoom.from || this.#zoom?.to !== zoom.to) this.#load(zoom, whole);
    if (!this.#fine) return whole;
    const merged = new Map(whole);
    for (const [key, series] of this.#fine) {
      const all = whole.get(key);
      if (!all?.thinned) continue;
      follow(series, all, zoom.to);
      merged.set(key, series);
    }
    return merged;
  }

  drop() {
    this.#zoom = null;
    this.#fine = null;
  }

  async #load(zoom, whole) {
    this.#zoom = zoom;
    this.#fine = null;
    const keys = [...whole].filter(([, series]) => series.thinned).map(([key]) => key);
    try {
      const { series } = await fetchMetrics(this.#id, keys, { zoom });
      if (this.#zoom !== zoom) return;
      this.#fine = seriesOf(series, zoom);
      this.#onLoaded();
    } catch (error) {
      if (this.#zoom === zoom) toast(`The points between these steps could not be loaded. ${error.message}`);
    }
  }
}

/** Takes over what has been recorded since, up to a step. */
function follow(series, all, to) {
  const known = series.steps.at(-1) ?? -1;
  let i = all.steps.length;
  while (i > 0 && all.steps[i - 1] > known) i--;
  for (; i < all.steps.length && all.steps[i] <= to; i++) series.push(all.steps[i], all.millis[i], all.values[i]);
}
