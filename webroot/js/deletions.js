import { request } from "./api.js";

export const GRACE_MILLIS = 8000;

/**
 * What was deleted here but can still be brought back. It is hidden at once; the server is told a little later, or
 * when the page is left. Emits `change`, and `failed` with the error as detail. Things are named by their API path.
 */
class Deletions extends EventTarget {
  #hidden = new Set();
  #timers = new Map();

  constructor() {
    super();
    window.addEventListener("pagehide", () => [...this.#timers.keys()].forEach((path) => this.#commit(path)));
  }

  has(path) {
    return this.#hidden.has(path);
  }

  add(path) {
    this.#hidden.add(path);
    this.#timers.set(path, setTimeout(() => this.#commit(path), GRACE_MILLIS));
    this.#emit("change");
  }

  /** Brings back what was deleted last, or the thing of a path; false when it is too late. */
  undo(path = [...this.#timers.keys()].at(-1)) {
    if (!this.#timers.has(path)) return false;
    this.#forget(path);
    this.#hidden.delete(path);
    this.#emit("change");
    return true;
  }

  async #commit(path) {
    this.#forget(path);
    try {
      await request(path, { method: "DELETE", keepalive: true });
    } catch (error) {
      this.#hidden.delete(path);
      this.#emit("failed", error);
      this.#emit("change");
    }
  }

  #forget(path) {
    clearTimeout(this.#timers.get(path));
    this.#timers.delete(path);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export const deletions = new Deletions();
