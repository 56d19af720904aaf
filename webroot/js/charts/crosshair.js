import { throttled } from "./schedule.js";

/** The x that the charts of a page point at together, or null. Emits `change` at most once a frame. */
export class Crosshair extends EventTarget {
  x = null;
  #tell = throttled(() => this.dispatchEvent(new Event("change")), 0);

  moveTo(x) {
    if (x === this.x) return;
    this.x = x;
    this.#tell.request();
  }
}
