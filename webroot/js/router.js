/** The whole view state lives in the hash, such as `#/runs/7?pair=0&step=40`. */
export function parseRoute(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?");
  const parts = path.split("/").filter(Boolean);
  return { parts, params: new URLSearchParams(query) };
}

/** Emits `route` whenever place or parameters change. */
export class Router extends EventTarget {
  constructor() {
    super();
    window.addEventListener("hashchange", () => this.#emit());
  }

  get route() {
    return parseRoute(location.hash);
  }

  go(hash) {
    location.hash = hash;
  }

  /** Changes parameters of the present place without a new entry in the history; null removes one. */
  setParams(changes) {
    const { parts, params } = this.route;
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") params.delete(name);
      else params.set(name, value);
    }
    if (this.#replace(parts, params)) this.#emit();
  }

  /** As setParams, but tells nobody: for the page that is about to be shown. */
  fillParams(values) {
    const { parts, params } = this.route;
    for (const [name, value] of Object.entries(values)) params.set(name, value);
    this.#replace(parts, params);
  }

  /** Whether the address is another one now. */
  #replace(parts, params) {
    const query = params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
    const hash = `#/${parts.join("/")}${query ? `?${query}` : ""}`;
    if (hash === location.hash) return false;
    history.replaceState(null, "", hash);
    return true;
  }

  #emit() {
    this.dispatchEvent(new Event("route"));
  }
}
