import { SweepChart, lineColour } from "../charts/sweep-chart.js";
import { h, icon, setText, svg } from "../dom.js";
import { fetchResults, resultsCsvUrl } from "../experiment-api.js";
import { count, plural, power } from "../format.js";
import { measureGroups, measureOf } from "../measure-names.js";
import { fieldTitle, linesOfResults, overTheory, spansDecade } from "../results.js";
import { sweptFields } from "../sweep.js";
import { infoDialog } from "./dialogs.js";
import { FIELDS } from "./fields.js";
import { sentence } from "./notice.js";
import { resultsTable } from "./results-table.js";
import { segmented } from "./segmented.js";

const AT = [["first", "Start"], ["last", "End"], ["change", "End ÷ start"]];
const AT_WORDS = { first: "at the start of training", last: "at the end of training", change: "end ÷ start of training" };
const OVER = [["value", "Value"], ["theory", "÷ theory"]];
const SCALES = [["0", "Linear"], ["1", "Log"]];

/** One measure against a swept field, as a chart and as a table. What is shown is in the URL. */
export class ResultsView {
  #id;
  #router;
  #params;
  #hint;
  #swept;
  #results = null;
  #asked = 0;
  #drawn = "";
  #chart = null;
  #key = h("select", { name: "key", "aria-label": "Measure", onchange: (event) => this.#set({ key: event.target.value }) });
  #keysShown = "";
  #comparable = false;
  #controls = h("div", { class: "controls", role: "group", "aria-label": "Chart settings" });
  #title = h("span", {});
  #says = h("p", { class: "chart-says" });
  #unit = h("p", { class: "chart-unit" });
  #canvas = h("canvas", { role: "img" });
  #frame = h("div", { class: "chart-frame sweep-frame" }, h("div", { class: "chart-plot" }, this.#canvas));
  #waiting = h("p", { class: "chart-waiting", role: "status" });
  #legend = h("ul", { class: "legend" });
  #foot = h("p", { class: "chart-points" });
  #figure = h("figure", { class: "card chart sweep-chart", "data-testid": "results", "data-named": "false" });
  #table = h("div", { class: "table-scroll results-scroll", tabindex: 0, role: "region", "aria-label": "Results as a table", "data-testid": "results-table" });
  #csv = h("a", { class: "button button-small", "data-testid": "measure-csv" }, icon("download"), "CSV of this measure");

  /** @param hint what a guided experiment shows first: { key, at, x, logX, logY }, or null */
  constructor(experiment, router, params, hint) {
    this.#id = experiment.id;
    this.#router = router;
    this.#params = params;
    this.#hint = hint;
    this.#swept = sweptFields(experiment.spec);
    this.#figure.append(
      h("figcaption", {}, h("div", { class: "chart-title" }, h("h3", { class: "results-title" }, this.#title),
        h("button", { type: "button", class: "help", "aria-label": "What is this measure", title: "Definition", onclick: () => this.#explain() }, "?")), this.#says),
      this.#unit, this.#frame, this.#waiting, this.#legend, h("div", { class: "chart-foot" }, this.#foot));
    this.element = h("section", { class: "results-section", "aria-label": "Results" },
      h("div", { class: "section-head" }, h("h2", {}, "Results"), this.#controls), this.#figure,
      h("div", { class: "section-head results-head" }, h("h3", {}, "The same as a table"), this.#csv), this.#table);
  }

  /** The experiment moved on: its results are asked for anew. */
  show() {
    this.#fetch();
  }

  setParams(params) {
    const before = this.#question();
    this.#params = params;
    if (this.#question() === before) this.#draw();
    else this.#fetch();
  }

  destroy() {
    this.#asked = -1;
    this.#chart?.destroy();
  }

  get #view() {
    const hint = this.#hint ?? {};
    const at = this.#params.get("at") ?? hint.at;
    const x = this.#params.get("x") ?? hint.x;
    return {
      key: this.#params.get("key") ?? hint.key ?? "path/gap_deviation",
      at: AT.some(([name]) => name === at) ? at : "last",
      x: this.#swept.includes(x) ? x : this.#swept[0] ?? null,
      over: this.#params.get("over") === "theory" ? "theory" : "value",
    };
  }

  #question() {
    const { key, at, x } = this.#view;
    return JSON.stringify([key, at, x]);
  }

  #set(changes) {
    this.#router.setParams(changes);
  }

  /** Only the answer to the newest question is shown. */
  async #fetch() {
    const ticket = ++this.#asked;
    const { key, at, x } = this.#view;
    try {
      const results = await fetchResults(this.#id, { key, at, x });
      if (ticket !== this.#asked) return;
      this.#results = results;
      this.#draw();
    } catch (error) {
      if (ticket !== this.#asked || (this.#results && error.status === 0)) return;
      this.#results = null;
      this.#showWaiting(sentence(error.message));
      this.#showControls({}, true);
    }
  }

  #draw() {
    if (!this.#results) return;
    const { key, at, x, over } = this.#view;
    this.#comparable = at === "first" && this.#results.points.some(({ theory }) => Number.isFinite(theory));
    const divided = this.#comparable && over === "theory";
    const results = divided ? overTheory(this.#results) : this.#results;
    const content = linesOfResults(results);
    const scales = this.#scales(results, content.ordinal, divided);
    const state = JSON.stringify([results, scales]);
    if (state === this.#drawn) return;
    this.#drawn = state;
    this.#showControls(scales, content.ordinal);
    const measure = measureOf(key);
    const unit = at === "change" || divided ? "ratio" : measure.unit;
    setText(this.#title, `${measure.title}${divided ? " ÷ theory" : ""}, ${AT_WORDS[at]}`);
    setText(this.#says, measure.chart?.says ?? "");
    this.#csv.href = resultsCsvUrl(this.#id, key);
    this.#csv.download = `${key.replace("/", "-")}.csv`;
    this.#table.replaceChildren(resultsTable(results.points, this.#swept, unit, at));
    const shown = results.points.filter(({ mean }) => Number.isFinite(mean));
    this.#figure.dataset.points = shown.length;
    if (results.points.every(({ mean }) => mean === null)) {
      return this.#showWaiting(results.keys.length === 0 ? "There are no measures of finished runs." : `No finished run has ${measure.title.toLowerCase()} ${AT_WORDS[at]}.`);
    }
    this.#waiting.hidden = true;
    this.#frame.hidden = false;
    this.#chart ??= new SweepChart(this.#canvas);
    const axis = this.#chart.show({ ...content, ...scales, xTitle: x ? fieldTitle(x, FIELDS).toLowerCase() : "" });
    this.#showWords(content, unit, axis, shown, scales.logY);
    return undefined;
  }

  #showWords({ lines, theory }, unit, { exponent, beyond }, shown, logY) {
    const { at } = this.#view;
    setText(this.#unit, `${exponent === 0 ? "" : `${power(exponent).trim()} `}${unit}`);
    const entries = lines.map(({ name }, i) => legendEntry(lines.length > 1 ? name : "measured, 95 % interval over seeds", lineColour(i, lines.length)));
    if (theory.length > 0) entries.push(h("li", {}, h("i", { class: "legend-theory" }), at === "first" ? "theory" : "theory at the start"));
    this.#legend.replaceChildren(...entries);
    const all = this.#results.points;
    const odd = all.filter(({ mean }) => mean !== null && !Number.isFinite(mean)).length;
    const missing = all.filter(({ mean }) => mean === null).length;
    const unseen = logY ? shown.filter(({ mean }) => mean <= 0).length : 0;
    const text = [
      "Points are means over seeds, bars and band the 95 % interval of the mean",
      missing > 0 ? `${count(all.length - missing)} of ${plural(all.length, "cell")} ${all.length - missing === 1 ? "has" : "have"} finished runs so far` : plural(all.length, "cell"), odd > 0 ? `${count(odd)} not finite (△)` : "",
      beyond > 0 ? `${count(beyond)} beyond the axis` : "",
      unseen > 0 ? `${count(unseen)} not above 0` : "",
    ].filter(Boolean).join(" · ");
    setText(this.#foot, text);
    this.#canvas.setAttribute("aria-label", `${this.#title.textContent}: ${plural(lines.length, "line")}, ${plural(shown.length, "cell")}. The values are in the table below.`);
  }

  #showWaiting(text) {
    this.#chart?.destroy();
    this.#chart = null;
    this.#frame.hidden = true;
    this.#waiting.hidden = false;
    setText(this.#waiting, text);
    this.#legend.replaceChildren();
    setText(this.#foot, "");
  }

  /** What the URL says, else the hint as long as its question is asked, else log where values span a decade. */
  #scales({ points }, ordinal, divided) {
    const asked = (name, hinted, values) => {
      if (this.#params.has(name)) return this.#params.get(name) === "1";
      return hinted ?? spansDecade(values);
    };
    const { key, at, x: field } = this.#view;
    const hinted = this.#hint && this.#hint.key === key && this.#hint.at === at && this.#hint.x === field ? this.#hint : {};
    return {
      logX: !ordinal && asked("logx", hinted.logX, points.map((point) => (Number.isFinite(point.x) ? point.x : NaN))) && points.some((point) => point.x > 0),
      logY: asked("logy", divided ? undefined : hinted.logY, points.map((point) => point.mean ?? NaN)) && points.some((point) => point.mean > 0),
    };
  }

  #showControls({ logX = false, logY = false }, ordinal) {
    const { key, at, x, over } = this.#view;
    this.#showKeys(key);
    const focused = this.#controls.contains(document.activeElement) ? document.activeElement : null;
    const toggle = (name) => (value) => this.#set({ [name]: value });
    this.#controls.replaceChildren(...[
      this.#key,
      segmented("at", "When", AT, at, (value) => this.#set({ at: value })),
      this.#comparable ? segmented("over", "Shown as", OVER, over, (value) => this.#set({ over: value })) : null,
      this.#swept.length > 1 ? h("label", { class: "smooth" }, "Against", h("select", { name: "x", onchange: (event) => this.#set({ x: event.target.value }) },
        ...this.#swept.map((path) => h("option", { value: path, selected: path === x }, fieldTitle(path, FIELDS))))) : null,
      ordinal ? null : h("div", { class: "smooth" }, "X", segmented("logx", "X axis", SCALES, logX ? "1" : "0", toggle("logx"))),
      h("div", { class: "smooth" }, "Y", segmented("logy", "Y axis", SCALES, logY ? "1" : "0", toggle("logy"))),
    ].filter(Boolean));
    if (focused) this.#refocus(focused);
  }

  #refocus({ name, value, type }) {
    const selector = type === "radio" ? `[name="${name}"][value="${value}"]` : `[name="${name}"]`;
    this.#controls.querySelector(selector)?.focus();
  }

  /** All measures of the runs, in the groups of a run's charts; the one shown is there even before it is measured. */
  #showKeys(key) {
    const keys = [...new Set([...(this.#results?.keys ?? []), key])];
    const text = JSON.stringify(keys);
    if (text !== this.#keysShown) {
      this.#key.replaceChildren(...measureGroups(keys).map(({ title, measures }) => h("optgroup", { label: title },
        ...measures.map((measure) => h("option", { value: measure.key }, measure.title)))));
      this.#keysShown = text;
    }
    this.#key.value = key;
  }

  #explain() {
    const { key } = this.#view;
    const { title, chart } = measureOf(key);
    infoDialog({
      title,
      math: chart?.formula,
      paragraphs: [
        ...(chart?.define ?? [`The metric ${key} of the runs.`]),
        "A point is the mean over the finished runs of a cell, which differ in their seed only. Bar and band are the 95 % confidence interval of that mean, "
          + "by Student’s t with one degree of freedom less than there are runs; with one run there is none. Dashed is theory at initialisation.",
      ],
    });
  }
}

/** A line with its bar, as in the chart. */
function legendEntry(name, colour) {
  return h("li", {}, svg("svg", { viewBox: "0 0 20 14", class: "legend-bars", "aria-hidden": "true", stroke: colour },
    svg("path", { d: "M0 7h20M10 1v12M7 1h6M7 13h6" })), name);
}
