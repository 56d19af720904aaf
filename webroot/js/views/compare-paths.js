import { fetchPairs, fetchPath } from "../api.js";
import { PathGeometry } from "../charts/path-geometry.js";
import { PathPlot } from "../charts/path-plot.js";
import { throttled } from "../charts/schedule.js";
import { h, listen, setText } from "../dom.js";
import { count, number, plural } from "../format.js";
import { NewestLoader } from "./newest-loader.js";
import { sentence } from "./notice.js";
import { PairPicker } from "./pair-picker.js";

const MOST = 4;
const REFRESH_MILLIS = 1000;

/** The path of one pair in some runs, side by side, at the same share of their training. Pair and share are in the URL. */
export class ComparePaths {
  #context;
  #params;
  #panels = new Map();
  #shown = [];
  #offered = null;
  #picker = new PairPicker((pair) => this.#context.router.setParams({ pair: pair > 0 ? String(pair) : null }));
  #share = h("input", {
    type: "range", min: 0, max: 1, step: 0.01, class: "step-slider", "aria-label": "Share of the training", "data-testid": "share",
    oninput: (event) => this.#context.router.setParams({ at: event.target.value === "1" ? null : event.target.value }),
  });
  #note = h("p", { class: "compare-note" });
  #grid = h("div", { class: "compare-paths" });

  constructor(context, params) {
    this.#context = context;
    this.#params = params;
    this.element = h("section", { "data-testid": "compare-paths" },
      h("div", { class: "section-head" }, h("h2", {}, "Paths")), this.#picker.element,
      h("label", { class: "compare-share" }, h("span", {}, "Share of the training"), this.#share), this.#note, this.#grid);
  }

  show(runs) {
    this.#shown = runs.slice(0, MOST);
    const ids = this.#shown.map(({ id }) => id);
    for (const [id, panel] of this.#panels) {
      if (ids.includes(id)) continue;
      panel.destroy();
      this.#panels.delete(id);
    }
    for (const run of this.#shown) {
      if (this.#panels.has(run.id)) this.#panels.get(run.id).showRun(run);
      else this.#panels.set(run.id, new Panel(run, this.#context, () => this.#showPairs()));
    }
    const panels = ids.map((id) => this.#panels.get(id).element);
    if (panels.some((panel, i) => this.#grid.children[i] !== panel)) this.#grid.replaceChildren(...panels);
    this.#request();
  }

  setParams(params) {
    this.#params = params;
    this.#request();
  }

  destroy() {
    this.#panels.forEach((panel) => panel.destroy());
    this.#picker.destroy();
  }

  #request() {
    const share = Math.min(1, Math.max(0, Number(this.#params.get("at") ?? 1) || 0));
    const pair = Number(this.#params.get("pair") ?? 0) || 0;
    this.#share.value = share;
    this.#picker.show(pair);
    this.#panels.forEach((panel) => panel.want(pair, share));
  }

  /** The pairs of the first run are to choose from; others may have other samples under the same number. */
  #showPairs() {
    const [first, ...others] = this.#shown.map(({ id }) => this.#panels.get(id));
    if (!first?.pairs) return;
    const pair = Number(this.#params.get("pair") ?? 0) || 0;
    if (this.#offered !== first.pairs) this.#picker.set(first.pairs, pair);
    this.#offered = first.pairs;
    const same = others.every(({ pairs }) => !pairs || samePair(pairs[pair], first.pairs[pair]));
    setText(this.#note, same ? "" : "Not all of these runs have the same samples under this number: their data or seeds differ.");
    this.#request();
  }
}

function samePair(one, other) {
  return one?.a.sample === other?.a.sample && one?.b.sample === other?.b.sample;
}

/** One run's path. */
class Panel {
  pairs = null;
  #run;
  #steps = [];
  #pair = 0;
  #share = 1;
  #plot = new PathPlot({ onCursor: () => {}, onPick: () => {} });
  #caption = h("figcaption", {});
  #loader;
  #gone = false;
  #told;
  #refresh = throttled(() => this.#load(), REFRESH_MILLIS);
  #listeners;

  constructor(run, { store, live }, told) {
    this.#run = run;
    this.#told = told;
    this.element = h("figure", { class: "card compare-path", "data-run": run.id }, h("h3", {}, run.name), this.#plot.element, this.#caption);
    this.#loader = new NewestLoader((key) => fetchPath(run.id, ...key.split("/")), (result) => this.#show(result));
    this.#listeners = [
      listen(store, "path", ({ id }) => id === this.#run.id && this.#refresh.request()),
      listen(live, "reconnected", () => this.#refresh.request()),
    ];
    this.#load();
  }

  showRun(run) {
    this.#run = run;
  }

  want(pair, share) {
    this.#pair = pair;
    this.#share = share;
    if (this.#steps.length === 0) return;
    const wanted = share * (this.#run.setup?.totalSteps ?? 0);
    const step = share === 1 ? this.#steps.at(-1) : this.#steps.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best));
    if (this.pairs?.some((each) => each.pair === pair)) this.#loader.want(`${pair}/${step}`);
  }

  destroy() {
    this.#gone = true;
    this.#listeners.forEach((end) => end());
    this.#refresh.cancel();
    this.#plot.destroy();
  }

  async #load() {
    try {
      const { pairs, steps } = await fetchPairs(this.#run.id);
      if (this.#gone) return;
      if (this.pairs?.length !== pairs.length) this.pairs = pairs;
      this.#steps = steps;
      if (steps.length === 0) setText(this.#caption, "Nothing has been measured yet.");
      this.#told();
    } catch (error) {
      if (!this.#gone) setText(this.#caption, sentence(error.message));
    }
  }

  #show({ value: path, error }) {
    if (this.#gone) return;
    if (error) return setText(this.#caption, sentence(error.message));
    const names = this.#run.setup.outputNames;
    const { a } = this.pairs.find(({ pair }) => pair === path.pair);
    const output = Math.max(0, names.indexOf(a.label));
    const geometry = new PathGeometry(path);
    const { gapDeviation, straightness } = geometry.output(output);
    this.element.dataset.step = path.step;
    this.#plot.set({ geometry, pair: path.pair, chosen: [output], names, layers: Math.max(1, this.#run.setup.layers.length - 2), show: "output" });
    return setText(this.#caption, `Step ${count(path.step)}: ${plural(geometry.kinks, "kink")}`
      + (gapDeviation === null ? "." : `; output ${names[output]}: gap deviation ${number(gapDeviation)}, straightness ${number(straightness)}.`));
  }
}
