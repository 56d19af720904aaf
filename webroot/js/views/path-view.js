import { fetchPairs, fetchPath } from "../api.js";
import { Filmstrip } from "../charts/filmstrip.js";
import { GapHistogram } from "../charts/gap-histogram.js";
import { outputColours } from "../charts/palette.js";
import { PathGeometry } from "../charts/path-geometry.js";
import { PathPlot } from "../charts/path-plot.js";
import { h, listen, setText } from "../dom.js";
import { count, number, plural } from "../format.js";
import { hasEnded } from "../store.js";
import { theme } from "../theme.js";
import { infoDialog } from "./dialogs.js";
import { NewestLoader } from "./newest-loader.js";
import { OutputTable } from "./output-table.js";
import { PairPicker, sampleText } from "./pair-picker.js";
import { PATH_HELP } from "./path-help.js";
import { segmented } from "./segmented.js";
import { StepControl } from "./step-control.js";

const FEW_OUTPUTS = 3;

/** The exact path of one pair at one measured step. Pair, step, outputs and mode are in the URL. */
export class PathView {
  #context;
  #run;
  #params;
  #pairs = [];
  #geometry = null;
  #gone = false;
  #loader;
  #onStep;
  #picker = new PairPicker((pair) => this.#set({ pair: pair > 0 ? String(pair) : null, out: null }));
  #steps = new StepControl({ choose: (step) => this.#set({ step }), ready: (step) => this.#loader.has(`${this.#pair()}/${step}`) });
  #plot = new PathPlot({ onCursor: (t) => this.#showCursor(t), onPick: (output) => this.#toggle(output) });
  #film = new Filmstrip(() => this.#plot.margins);
  #table = new OutputTable((output) => this.#toggle(output));
  #histogram = new GapHistogram();
  #mode = h("div", { class: "path-mode" });
  #readout = h("p", { class: "readout", "data-testid": "readout" });
  #ends = h("div", { class: "path-ends" });
  #summary = h("p", { class: "path-summary" });
  #status = h("p", { class: "path-status", role: "status" });
  #body = h("div", { class: "path-body", hidden: true });
  #listeners;

  /** @param onStep is told the measured step that is shown */
  constructor(run, context, params, onStep) {
    this.#run = run;
    this.#context = context;
    this.#params = params;
    this.#loader = new NewestLoader((key) => fetchPath(run.id, ...key.split("/")), (result) => this.#onPath(result));
    this.#onStep = onStep;
    this.#body.append(
      h("div", { class: "path-main" }, this.#readout, this.#plot.element, this.#film.element, this.#ends, this.#steps.element),
      h("div", { class: "path-side" }, this.#table.element, this.#histogram.element, this.#summary));
    this.element = h("section", { class: "card path-view", "data-testid": "path-view", "aria-labelledby": "path-title" },
      h("div", { class: "section-head" },
        h("div", { class: "chart-title" }, h("h2", { id: "path-title" }, "Path between two samples"),
          h("button", { type: "button", class: "help", "aria-label": "What is: the path", title: "How to read this", onclick: () => infoDialog(PATH_HELP) }, "?")),
        this.#mode),
      this.#picker.element, this.#status, this.#body);
    this.#listeners = [
      listen(context.live, "reconnected", () => this.#loadPairs()),
      listen(theme, "change", () => this.#show()),
    ];
    this.#showMode();
    this.#loadPairs();
  }

  showRun(run) {
    const prepared = !this.#run.setup && run.setup;
    this.#run = run;
    this.#steps.setLive(!hasEnded(run));
    if (prepared) this.#loadPairs();
    this.#showStatus();
  }

  addStep(step) {
    this.#steps.add(step);
    if (this.#pairs.length === 0) this.#loadPairs();
    else this.#request();
  }

  setParams(params) {
    this.#params = params;
    this.#showMode();
    this.#request();
    this.#show();
  }

  destroy() {
    this.#gone = true;
    this.#listeners.forEach((end) => end());
    this.#steps.destroy();
    this.#plot.destroy();
    this.#film.destroy();
    this.#histogram.destroy();
    this.#picker.destroy();
  }

  #set(changes) {
    this.#context.router.setParams(changes);
  }

  async #loadPairs() {
    try {
      const { pairs, steps } = await fetchPairs(this.#run.id);
      if (this.#gone) return;
      this.#pairs = pairs;
      this.#picker.set(pairs, this.#pair());
      steps.forEach((step) => this.#steps.add(step));
      this.#steps.setLive(!hasEnded(this.#run));
      this.#showStatus();
      this.#request();
    } catch (error) {
      if (!this.#gone) this.#showStatus(error.message);
    }
  }

  #pair() {
    const wanted = Number(this.#params.get("pair") ?? 0);
    return this.#pairs.some(({ pair }) => pair === wanted) ? wanted : this.#pairs[0]?.pair ?? 0;
  }

  /** The step of the URL, or the newest. */
  #step() {
    const text = this.#params.get("step");
    return text === null ? this.#steps.newest : this.#steps.nearest(Number(text));
  }

  #request() {
    const step = this.#step();
    if (step === undefined || this.#pairs.length === 0) return;
    this.#steps.show(step, this.#params.get("step") === null, this.#run.setup?.stepsPerEpoch);
    this.#picker.show(this.#pair());
    const after = this.#steps.after(step);
    this.#loader.want(`${this.#pair()}/${step}`, after === undefined ? null : `${this.#pair()}/${after}`);
    this.#onStep(step);
  }

  #onPath({ value: path, error }) {
    if (this.#gone) return;
    if (error) return this.#showStatus(error.message);
    this.#geometry = new PathGeometry(path);
    this.#showStatus();
    this.#show();
    return undefined;
  }

  /** Outputs chosen in the URL; otherwise the pair's labels, or all where there are few. */
  #chosen() {
    const outputs = this.#geometry.outputs;
    const names = this.#names();
    const text = this.#params.get("out");
    if (text !== null) {
      return text.split(",").filter((part) => /^\d+$/.test(part)).map(Number).filter((c) => c < outputs);
    }
    if (outputs <= FEW_OUTPUTS) return Array.from({ length: outputs }, (_, c) => c);
    const { a, b } = this.#samples();
    const labels = [...new Set([names.indexOf(a.label), names.indexOf(b.label)])].filter((c) => c >= 0);
    return labels.length > 0 ? labels : [0];
  }

  #toggle(output) {
    const chosen = this.#chosen();
    const next = chosen.includes(output) ? chosen.filter((c) => c !== output) : [output, ...chosen];
    this.#set({ out: next.length > 0 ? next.join(",") : "none" });
  }

  #names() {
    return this.#run.setup?.outputNames ?? [];
  }

  #samples() {
    return this.#pairs.find(({ pair }) => pair === this.#geometry.path.pair) ?? this.#pairs[0];
  }

  #show() {
    if (!this.#geometry) return;
    const { path, kinks } = this.#geometry;
    const chosen = this.#chosen();
    const layers = Math.max(1, (this.#run.setup?.layers.length ?? 3) - 2);
    const samples = this.#samples();
    this.#body.hidden = false;
    Object.assign(this.element.dataset, { step: path.step, pair: path.pair, kinks });
    this.#plot.set({ geometry: this.#geometry, pair: path.pair, chosen, names: this.#names(), layers, show: this.#showing() });
    this.#film.set(samples.a, samples.b);
    this.#table.set(this.#geometry, chosen, this.#names());
    this.#histogram.set(this.#geometry, chosen[0], this.#names()[chosen[0]] ?? chosen[0], outputColours(chosen).get(chosen[0]));
    this.#ends.replaceChildren(h("span", {}, sampleText("a", samples.a)), h("span", {}, sampleText("b", samples.b)));
    const margins = this.#plot.margins;
    this.#ends.style.paddingRight = `${Math.max(0, margins.right - 24)}px`;
    this.#ends.style.paddingLeft = `${Math.max(0, margins.left - 24)}px`;
    setText(this.#summary, this.#describe(samples));
    this.#showCursor(null);
  }

  #describe({ a, b }) {
    const { length, kinks } = this.#geometry;
    const perLayer = this.#geometry.kinksPerLayer();
    const layers = perLayer.length > 1 ? ` (${perLayer.map((n, i) => `layer ${i + 1}: ${count(n)}`).join(", ")})` : "";
    const labels = a.label === null ? "" : a.label === b.label ? `, both labelled ${a.label}` : `, labelled ${a.label} and ${b.label}`;
    return `Samples ${a.sample} and ${b.sample}${labels}, lie ${number(length)} apart. On the way between them `
      + `${plural(kinks, "unit switches", "units switch")} on or off${layers}. Every figure here is exact.`;
  }

  #showing() {
    return this.#params.get("show") === "bend" ? "bend" : "output";
  }

  #showMode() {
    const showing = this.#showing();
    if (this.#mode.dataset.shown === showing) return;
    this.#mode.dataset.shown = showing;
    const options = [["output", "Output"], ["bend", "Distance from chord"]];
    this.#mode.replaceChildren(segmented("show", "Upper plot", options, showing, (value) => this.#set({ show: value === "bend" ? "bend" : null })));
  }

  #showCursor(t) {
    this.#film.setCursor(t);
    if (!this.#geometry) return;
    const chosen = this.#chosen();
    const text = t === null ? this.#legend(chosen) : this.#reading(t, chosen);
    setText(this.#readout, text);
    this.#plot.element.setAttribute("aria-valuenow", (t ?? 0.5).toFixed(3));
    this.#plot.element.setAttribute("aria-valuetext", text);
  }

  #legend(chosen) {
    if (chosen.length === 0) return "Choose an output in the table to see its slope.";
    const name = this.#names()[chosen[0]] ?? chosen[0];
    return `Dashed: the chord. Grey: ± 1 standard deviation of a random walk with the kinks of output ${name}.`;
  }

  #reading(t, chosen) {
    const piece = this.#geometry.pieceAt(t);
    const values = chosen.slice(0, 3).map((c) => `${this.#names()[c] ?? c}: F ${number(this.#geometry.valueAt(c, t))}, slope ${number(this.#geometry.output(c).slopes[piece])}`);
    return [`t ${t.toFixed(3)}`, `s ${number(t * this.#geometry.length)}`, ...values, `${count(piece)} of ${plural(this.#geometry.kinks, "kink")} passed`].join("  ·  ");
  }

  #showStatus(problem = null) {
    const waiting = hasEnded(this.#run) ? "No paths were recorded for this run."
      : this.#run.state === "queued" ? "Paths appear here once the run has started." : "The first measurement is on its way…";
    setText(this.#status, problem ?? (this.#geometry ? "" : this.#steps.newest === undefined ? waiting : "Loading the path…"));
    this.#status.hidden = this.#status.textContent === "";
    this.element.classList.toggle("path-view-empty", this.#geometry === null);
  }
}
