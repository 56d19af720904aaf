/** What single keys do, everywhere but in fields and dialogs. `keys` is one key, or two pressed one after the other. */
export class Shortcuts {
  #actions = new Map();
  #before = "";
  #timer = null;

  constructor(target = window) {
    target.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Adds an action with the words that explain it; it returns false to leave the key alone. */
  add(keys, text, action) {
    this.#actions.set(keys, { text, action });
  }

  /** [keys, text] of every action, in the order they were added. */
  get all() {
    return [...this.#actions].map(([keys, { text }]) => [keys, text]);
  }

  #onKey(event) {
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") return this.#run("Ctrl K", event);
    if (event.ctrlKey || event.metaKey || event.altKey || taken(event.target, key)) return undefined;
    const pair = `${this.#before} ${key}`.trim();
    this.#remember(key);
    return this.#run(this.#actions.has(pair) ? pair : key === " " ? "Space" : key, event);
  }

  #run(keys, event) {
    const found = this.#actions.get(keys);
    if (!found || found.action() === false) return;
    event.preventDefault();
    this.#remember("");
  }

  #remember(key) {
    clearTimeout(this.#timer);
    this.#before = key;
    this.#timer = setTimeout(() => {
      this.#before = "";
    }, 1000);
  }
}

/** Fields take every key, buttons and sliders those that work them. */
function taken(target, key) {
  if (!(target instanceof Element) || target.closest("dialog")) return true;
  if (target.closest("input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]")) return true;
  return key === " " && target.closest("button, a, summary, input, [role=slider], [tabindex]:not(main)") !== null;
}
