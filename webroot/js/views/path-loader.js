import { fetchPath } from "../api.js";

const KEPT = 80;

/** Loads paths one at a time; of several wanted meanwhile only the newest is loaded. Keeps the last few. */
export class PathLoader {
  #run;
  #onResult;
  #kept = new Map();
  #busy = false;
  #next = null;
  #wanted = null;

  /** @param onResult is given { path } or { error } for the pair and step wanted last */
  constructor(run, onResult) {
    this.#run = run;
    this.#onResult = onResult;
  }

  has(pair, step) {
    return this.#kept.has(`${pair}/${step}`);
  }

  /** @param ahead a step to load afterwards, so that playing does not wait */
  want(pair, step, ahead) {
    const key = `${pair}/${step}`;
    const fresh = key !== this.#wanted;
    this.#wanted = key;
    if (this.#kept.has(key)) {
      if (fresh) this.#onResult({ path: this.#kept.get(key) });
      if (ahead !== undefined && !this.has(pair, ahead)) this.#load({ pair, step: ahead });
    } else {
      this.#load({ pair, step });
    }
  }

  async #load(request) {
    this.#next = request;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#next) {
      const { pair, step } = this.#next;
      this.#next = null;
      await this.#fetch(pair, step);
    }
    this.#busy = false;
  }

  async #fetch(pair, step) {
    const key = `${pair}/${step}`;
    if (this.#kept.has(key)) return;
    try {
      const path = await fetchPath(this.#run, pair, step);
      this.#kept.set(key, path);
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
      if (key === this.#wanted) this.#onResult({ path });
    } catch (error) {
      if (key === this.#wanted) this.#onResult({ error });
    }
  }
}
