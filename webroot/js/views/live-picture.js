import { fetchPairs, fetchPath, fetchRuns } from "../api.js";
import { PathGeometry } from "../charts/path-geometry.js";
import { PathPlot } from "../charts/path-plot.js";
import { throttled } from "../charts/schedule.js";
import { h, listen, setText } from "../dom.js";
import { plural } from "../format.js";

const REFRESH_MILLIS = 500;
const RUNS = 50;

/** Networks that are only measured do not show what training does; their paths are better than none. */
const PREFERRED = ["training.epochs > 0", ""];

/** The path of the newest run that trains or has trained, live while it does. Hidden while there is none. */
export class LivePicture {
  #context;
  #run = null;
  #names = [];
  #step = -1;
  #gone = false;
  #busy = false;
  #caption = h("figcaption", {});
  #plot = new PathPlot({ onCursor: () => {}, onPick: () => {} });
  #refresh = throttled(() => this.#load(), REFRESH_MILLIS);
  #search = throttled(() => this.#find(), REFRESH_MILLIS);
  #listeners = [];

  constructor(context) {
    this.#context = context;
    this.element = h("figure", { class: "card live-picture", hidden: true, "data-testid": "live-picture" }, this.#plot.element, this.#caption);
    this.#listeners = [
      listen(context.store, "path", (event) => event.id === this.#run?.id && this.#refresh.request()),
      listen(context.store, "unknown", () => this.#search.request()),
      listen(context.store, "run", (event) => event.id !== this.#run?.id && this.#search.request()),
      listen(context.live, "reconnected", () => this.#search.request()),
      context.live.subscribeAll(),
    ];
    this.#find();
  }

  destroy() {
    this.#gone = true;
    this.#refresh.cancel();
    this.#search.cancel();
    this.#listeners.forEach((end) => end());
    this.#plot.destroy();
    if (this.#run) this.#context.live.unsubscribe(this.#run.id);
  }

  async #find() {
    try {
      const shown = await newest();
      if (this.#gone || !shown) return;
      if (shown.id !== this.#run?.id) this.#follow(shown);
      await this.#load();
    } catch {
      // The page is of use without the picture.
    }
  }

  #follow(run) {
    if (this.#run) this.#context.live.unsubscribe(this.#run.id);
    this.#run = run;
    this.#step = -1;
    this.#names = run.setup.outputNames;
    this.#context.live.subscribe(run.id, run.lastSeq, run.version);
  }

  async #load() {
    if (this.#busy || this.#gone) return;
    this.#busy = true;
    const run = this.#run;
    try {
      const { pairs, steps } = await fetchPairs(run.id);
      const step = steps.at(-1);
      if (step !== undefined && step !== this.#step) {
        const path = await fetchPath(run.id, 0, step);
        if (run === this.#run) this.#show(path, pairs[0], step);
      }
    } catch {
      // The next event asks again.
    }
    this.#busy = false;
    if (run !== this.#run) this.#refresh.request();
  }

  #show(path, { a, b }, step) {
    if (this.#gone) return;
    this.#step = step;
    this.element.hidden = false;
    this.element.dataset.step = step;
    const label = Math.max(0, this.#names.indexOf(a.label));
    const layers = Math.max(1, this.#run.setup.layers.length - 2);
    this.#plot.set({ geometry: new PathGeometry(path), pair: 0, chosen: [label], names: this.#names, layers, show: "output" });
    const classes = a.label === null ? "" : a.label === b.label ? ` of class ${a.label}` : ` of classes ${a.label} and ${b.label}`;
    this.#caption.replaceChildren(
      h("span", {}, `From one sample to another${classes}, after ${plural(step, "training step")} of `),
      h("a", { href: `#/runs/${this.#run.id}` }, this.#run.name),
      ". Above the output and, dashed, the straight line between the two; below its slope, which jumps at every kink.");
  }
}

async function newest() {
  for (const filter of PREFERRED) {
    const { runs } = await fetchRuns({ maxResults: RUNS, filter });
    const shown = runs.find(({ state, setup }) => state === "running" && setup) ?? runs.find(({ setup }) => setup);
    if (shown) return shown;
  }
  return undefined;
}
