const KEPT = 80;

/** Loads one thing at a time; of several wanted meanwhile only the newest is loaded. Keeps the last few. */
export class NewestLoader {
  #fetch;
  #onResult;
  #kept = new Map();
  #busy = false;
  #next = null;
  #wanted = null;

  /**
   * @param fetch promises what a key stands for
   * @param onResult is given { value } or { error } for the key wanted last
   */
  constructor(fetch, onResult) {
    this.#fetch = fetch;
    this.#onResult = onResult;
  }

  has(key) {
    return this.#kept.has(key);
  }

  /** @param ahead a key to load afterwards, so that playing does not wait */
  want(key, ahead = null) {
    const fresh = key !== this.#wanted;
    this.#wanted = key;
    if (this.#kept.has(key)) {
      if (fresh) this.#onResult({ value: this.#kept.get(key) });
      if (ahead !== null && !this.has(ahead)) this.#load(ahead);
    } else {
      this.#load(key);
    }
  }

  async #load(key) {
    this.#next = key;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#next !== null) {
      const next = this.#next;
      this.#next = null;
      await this.#get(next);
    }
    this.#busy = false;
  }

  async #get(key) {
    if (this.#kept.has(key)) return;
    try {
      const value = await this.#fetch(key);
      this.#kept.set(key, value);
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
      if (key === this.#wanted) this.#onResult({ value });
    } catch (error) {
      if (key === this.#wanted) this.#onResult({ error });
    }
  }
}
