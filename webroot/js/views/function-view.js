import { fetchRunSamples, fetchSlices } from "../api.js";
import { PathGeometry } from "../charts/path-geometry.js";
import { PathPlot } from "../charts/path-plot.js";
import { SurfacePlot } from "../charts/surface-plot.js";
import { h, listen, setText } from "../dom.js";
import { count, plural } from "../format.js";
import { sentence } from "./notice.js";

/** The network's function over all data of one or two features; nothing for more. Follows the step of the path view. */
export class FunctionView {
  #run;
  #params;
  #plot = null;
  #data = null;
  #shown = null;
  #busy = false;
  #stale = false;
  #gone = false;
  #caption = h("p", { class: "function-caption" });
  #body = h("div", { class: "function-body" });
  #endReconnected;

  constructor(run, { live }, params) {
    this.#run = run;
    this.#endReconnected = listen(live, "reconnected", () => this.#load());
    this.#params = params;
    this.element = h("section", { class: "card function-view", hidden: true, "data-testid": "function-view", "aria-labelledby": "function-title" },
      h("h2", { id: "function-title" }, "The function"), this.#caption, this.#body);
    if (run.setup) this.#begin();
  }

  showRun(run) {
    const prepared = !this.#run.setup && run.setup;
    this.#run = run;
    if (prepared) this.#begin();
  }

  addStep() {
    if (this.#params.get("step") === null) this.#load();
  }

  setParams(params) {
    const before = this.#params.get("step");
    this.#params = params;
    if (params.get("step") !== before) this.#load();
  }

  destroy() {
    this.#gone = true;
    this.#endReconnected();
    this.#plot?.destroy();
  }

  get #inputs() {
    return this.#run.setup?.layers[0];
  }

  async #begin() {
    if (this.#inputs > 2) return;
    this.#plot = this.#inputs === 1 ? new PathPlot({ onCursor: () => {}, onPick: () => {} }) : new SurfacePlot();
    try {
      this.#data = await fetchRunSamples(this.#run.id);
    } catch (error) {
      this.#body.append(h("p", { class: "choice-problem" }, sentence(error.message)));
    }
    this.#body.prepend(this.#plot.element);
    this.#load();
  }

  /** One request at a time; what changed meanwhile is asked for once more. */
  async #load() {
    if (!this.#plot || this.#gone) return;
    this.#stale = this.#busy;
    if (this.#busy) return;
    this.#busy = true;
    try {
      const { step, slices } = await fetchSlices(this.#run.id, this.#params.get("step"));
      if (!this.#gone && slices.length > 0) this.#show(step, slices);
    } catch {
      // The next step asks again.
    }
    this.#busy = false;
    if (this.#stale) this.#load();
  }

  #show(step, slices) {
    if (step === this.#shown) return;
    this.#shown = step;
    this.element.hidden = false;
    this.element.dataset.step = step;
    const layers = Math.max(1, this.#run.setup.layers.length - 2);
    const names = this.#run.setup.outputNames;
    const shown = this.#data ? Math.min(this.#data.total, this.#data.samples.length) : 0;
    const samples = this.#data ? ` over ${shown < this.#data.total ? `${count(shown)} of ` : ""}${plural(this.#data.total, "training sample")}` : "";
    if (this.#inputs === 1) {
      const geometry = new PathGeometry(slices[0]);
      this.#plot.set({ geometry, pair: 0, chosen: geometry.outputs === 1 ? [0] : [], names, layers, show: "output", points: this.#points() });
      setText(this.#caption, `The whole curve at step ${count(step)}${samples}, with its ${plural(geometry.kinks, "kink")}, and its slope.`);
    } else {
      setText(this.#caption, `Classes at step ${count(step)}${samples}: stronger colour is a surer network. `
        + "Lines are where hidden units switch, found exactly along 48 rows and as many columns.");
      this.#plot.set({ slices, layers, data: this.#data, label: this.#caption.textContent });
    }
  }

  #points() {
    if (!this.#data) return [];
    const { low: [low], high: [high], samples } = this.#data;
    return samples.map(({ input, value }) => ({ t: (input[0] - low) / (high - low), value }));
  }
}
