import { fetchReadings } from "../api.js";
import { heatScale } from "../charts/heat-scale.js";
import { Heatmap } from "../charts/heatmap.js";
import { PairStrip } from "../charts/pair-strip.js";
import { h, setText } from "../dom.js";
import { count, number, plural, withError } from "../format.js";
import { byClasses, classKey, PAIR_MEASURES, pairsOf, summary } from "../pair-groups.js";
import { hasEnded } from "../store.js";
import { infoDialog } from "./dialogs.js";
import { HeatLegend } from "./heat-legend.js";
import { NewestLoader } from "./newest-loader.js";
import { PAIRS_HELP } from "./pairs-help.js";
import { PairsTable } from "./pairs-table.js";
import { segmented } from "./segmented.js";

/** Beyond this many pairs, only the first are drawn as dots. */
const MOST_DOTS = 2000;

/** What was measured of every pair at the step that the path view shows. Measure and chosen pair are in the URL. */
export class PairsView {
  #context;
  #run;
  #params;
  #step = null;
  #readings = null;
  #gone = false;
  #loader;
  #handlers = { describe: (item) => this.#describe(item), pick: (item) => this.#pick(item) };
  #chart = null;
  #figure = h("div", {});
  #switch = h("div", {});
  #facts = h("p", { class: "pairs-facts", "data-testid": "pairs-facts" });
  #legend = new HeatLegend();
  #answer = h("p", { class: "pairs-answer", role: "status", "data-testid": "pairs-answer" });
  #table = new PairsTable();
  #status = h("p", { class: "path-status", role: "status" });
  #body;

  constructor(run, context, params) {
    this.#run = run;
    this.#context = context;
    this.#params = params;
    this.#loader = new NewestLoader((step) => fetchReadings(run.id, step), (result) => this.#onReadings(result));
    this.#body = h("div", { class: "pairs-body", hidden: true }, this.#figure,
      h("div", { class: "pairs-side" }, this.#facts, this.#legend.element, this.#answer, this.#table.element));
    this.element = h("section", { class: "card pairs-view", "data-testid": "pairs-view", "aria-labelledby": "pairs-title" },
      h("div", { class: "section-head" },
        h("div", { class: "chart-title" }, h("h2", { id: "pairs-title" }, "All measured pairs"),
          h("button", { type: "button", class: "help", "aria-label": "What is: all measured pairs", title: "How to read this", onclick: () => infoDialog(PAIRS_HELP) }, "?")),
        this.#switch),
      this.#status, this.#body);
    this.#showSwitch();
    this.#showStatus();
  }

  showRun(run) {
    this.#run = run;
    this.#show();
  }

  /** Follows the path view. */
  showStep(step) {
    this.#step = step;
    this.#loader.want(step);
  }

  setParams(params) {
    if (params.get("pair") !== this.#params.get("pair")) setText(this.#answer, "");
    this.#params = params;
    this.#showSwitch();
    this.#show();
  }

  destroy() {
    this.#gone = true;
    this.#chart?.destroy();
  }

  #onReadings({ value: readings, error }) {
    if (this.#gone) return;
    if (readings) this.#readings = readings;
    this.#show(error?.message);
  }

  #measure() {
    return PAIR_MEASURES.find(({ id }) => id === this.#params.get("pairs")) ?? PAIR_MEASURES[0];
  }

  #show(problem = "") {
    const measure = this.#measure();
    const pairs = this.#readings ? pairsOf(this.#readings, measure) : [];
    const whole = summary(pairs, measure);
    this.#showStatus(problem, pairs, whole);
    this.#body.hidden = !(whole.defined > 0);
    if (this.#body.hidden) return;
    Object.assign(this.element.dataset, { step: this.#readings.step, pairs: pairs.length, measure: measure.id });
    setText(this.#facts, this.#describeAll(pairs, whole, measure));
    if (pairs.some(({ classes }) => classes && classes[0] !== classes[1])) this.#showHeatmap(pairs, measure);
    else this.#showStrip(pairs, measure);
  }

  #showHeatmap(pairs, measure) {
    const groups = byClasses(pairs, measure);
    const scale = heatScale([...groups.values()].filter(({ defined }) => defined > 0).map(({ value }) => value), measure);
    const classes = [...new Set(pairs.flatMap((pair) => pair.classes))].sort((a, b) => a - b);
    const shown = pairs.find(({ pair }) => pair === this.#shownPair());
    this.#chartOf(Heatmap).set({
      groups, names: this.#names(), classes, scale, current: shown ? classKey(shown.classes) : null,
      label: `${measure.name} by class and class at step ${this.#readings.step}`,
    });
    this.#legend.showColours(scale, measure);
    this.#table.setGroups([...groups.values()], (group) => this.#classesText(group), measure);
  }

  #showStrip(pairs, measure) {
    const drawn = pairs.slice(0, MOST_DOTS);
    const inClasses = pairs[0].classes !== null;
    const groups = inClasses
      ? [...byClasses(drawn, measure).values()].sort((a, b) => a.classes[0] - b.classes[0]).map((group) => ({ ...group, name: this.#name(group.classes[0]) }))
      : [{ pairs: drawn, name: "", ...summary(drawn, measure) }];
    this.#chartOf(PairStrip).set({
      groups, measure, current: this.#shownPair(),
      label: `${measure.name} of each pair at step ${this.#readings.step}`,
    });
    this.#legend.showDots();
    if (inClasses) this.#table.setGroups(groups, (group) => this.#classesText(group), measure);
    else this.#table.setPairs(drawn, measure);
  }

  #chartOf(Kind) {
    if (!(this.#chart instanceof Kind)) {
      this.#chart?.destroy();
      this.#chart = new Kind(this.#handlers);
      this.#figure.replaceChildren(this.#chart.element);
    }
    return this.#chart;
  }

  #shownPair() {
    return Number(this.#params.get("pair") ?? 0);
  }

  /** @param item a pair, or a group of pairs */
  #describe(item) {
    const measure = this.#measure();
    if (!item.pairs) {
      const [a, b] = item.samples;
      return [`Samples ${a} and ${b}${item.classes ? `, ${this.#classesText(item)}` : ""}`, `${measure.name} ${number(item.value)}`,
        plural(item.kinks, "kink"), item.kept ? "its path is kept" : "its path is not kept"];
    }
    const text = `Of ${this.#classesText(item)}`;
    if (item.pairs.length === 0) return [text, "no pair was measured"];
    const value = item.defined > 0 ? withError(item.value, item.error) : "undefined, no kinks";
    return [text, `${measure.name} ${value}`, plural(item.pairs.length, "pair"), item.pairs.some(({ kept }) => kept) ? "a path is kept" : "no path is kept"];
  }

  #pick(item) {
    const alike = ({ classes }) => classes !== null && classKey(classes) === classKey(item.classes);
    const candidates = item.pairs ?? [item, ...pairsOf(this.#readings, this.#measure()).filter(alike)];
    const kept = candidates.find((pair) => pair.kept);
    if (!kept) {
      setText(this.#answer, item.pairs?.length === 0 ? `No pair of ${this.#classesText(item)} was measured.`
        : `No path is kept of ${this.#classesText(item)}; those that are marked have one.`);
      return;
    }
    this.#context.router.setParams({ pair: kept.pair > 0 ? String(kept.pair) : null, out: null });
    const other = item.pairs || kept.pair === item.pair ? "" : "The path of that pair is not kept. ";
    setText(this.#answer, `${other}The path view above shows samples ${kept.samples[0]} and ${kept.samples[1]}${kept.classes ? ` of ${this.#classesText(kept)}` : ""}.`);
    document.querySelector("[data-testid=path-view]")?.scrollIntoView({ block: "start" });
  }

  #classesText({ classes }) {
    if (classes === null) return "these samples";
    const [a, b] = classes.map((c) => this.#name(c));
    return a === b ? `class ${a}` : `classes ${a} and ${b}`;
  }

  #names() {
    return this.#run.setup?.outputNames ?? [];
  }

  #name(c) {
    return String(this.#names()[c] ?? c);
  }

  #describeAll(pairs, whole, measure) {
    const kind = measure.ratio ? "Root mean square" : "Mean";
    const raw = !measure.ratio && this.#run.spec.measure.normalise;
    const left = pairs.length > whole.defined ? `, undefined for ${count(pairs.length - whole.defined)}` : "";
    const dots = pairs.length > MOST_DOTS ? ` Drawn are the first ${count(MOST_DOTS)}.` : "";
    const growth = raw ? " Raw: outputs grow in training, and their kinks with them; normalised, as the charts show it, that is left out." : "";
    return `${kind} of ${plural(whole.defined, "pair")} at step ${count(this.#readings.step)}: ${withError(whole.value, whole.error, measure.unit)}${left}.${dots}${growth}`;
  }

  #showSwitch() {
    const { id } = this.#measure();
    if (this.#switch.dataset.shown === id) return;
    this.#switch.dataset.shown = id;
    this.#switch.replaceChildren(segmented("pairs", "Measure of the pairs", PAIR_MEASURES.map((measure) => [measure.id, measure.short]), id,
      (value) => this.#context.router.setParams({ pairs: value === PAIR_MEASURES[0].id ? null : value })));
  }

  #showStatus(problem = "", pairs = [], { defined } = { defined: 0 }) {
    let text = problem;
    if (!text && this.#step === null) text = hasEnded(this.#run) ? "No pairs were recorded for this run." : "Every pair appears here with the first measurement.";
    if (!text && !this.#readings) text = "Loading the pairs…";
    if (!text && pairs.length === 0) text = "Only the kept paths of this run are known: it was imported, or measured before every pair was recorded.";
    if (!text && defined === 0) text = "Undefined at this step: no pair has a kink.";
    setText(this.#status, text);
    this.#status.hidden = text === "";
  }
}
