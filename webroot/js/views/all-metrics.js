import { throttled } from "../charts/schedule.js";
import { sharedZoom } from "../charts/zoom.js";
import { h, icon } from "../dom.js";
import { measureOf } from "../measure-names.js";
import { hasEnded } from "../store.js";
import { ChartCard } from "./chart-card.js";
import { chartView } from "./chart-settings.js";
import { MetricList } from "./metric-list.js";
import { toast } from "./toast.js";
import { ZoomDetail } from "./zoom-detail.js";

const MOST_PICKED = 24;
const REFRESH_MILLIS = 5000;

/** The metrics that an address picks to be drawn. */
export function pickedMetrics(params) {
  return [...new Set((params.get("metrics") ?? "").split(",").filter(Boolean))].slice(0, MOST_PICKED);
}

/** Everything that a run recorded: a search in the names, and a chart of each metric that is picked. Both are in the URL. */
export class AllMetrics {
  #context;
  #run;
  #params;
  #shared;
  #series = new Map();
  #cards = new Map();
  #detail;
  #list;
  #details;
  #grid = h("div", { class: "chart-grid" });
  #picks = h("ul", { class: "metric-picks", "aria-label": "Metrics that are drawn", hidden: true });
  #refresh = throttled(() => this.#list.refresh(), REFRESH_MILLIS);

  /** @param crosshair what the charts of the page point at together */
  constructor(run, context, params, crosshair) {
    this.#run = run;
    this.#context = context;
    this.#params = params;
    this.#shared = { crosshair, zoom: sharedZoom(context.router, () => this.#view().zoom, () => this.#lastStep()) };
    this.#detail = new ZoomDetail(run.id, () => this.append(this.#series));
    this.#list = new MetricList(run, {
      onSearch: (find) => context.router.setParams({ find }),
      onPick: (key, on) => this.#pick(key, on),
    });
    this.#details = h("details", { class: "metrics card", "data-testid": "all-metrics", open: params.has("find") }, h("summary", {}, h("h2", {}, "All metrics"),
      h("span", { class: "metrics-hint" }, "Search everything this run recorded, and draw what you pick")), this.#list.element);
    this.#details.addEventListener("toggle", () => this.#details.open && this.#list.show(this.#find()));
    this.element = h("section", { class: "chart-section", "data-section": "metrics", "aria-label": "All metrics" }, this.#details, this.#picks, this.#grid);
    this.#showPicked();
  }

  showRun(run) {
    this.#run = run;
    for (const card of this.#cards.values()) card.showRun(run);
  }

  append(series) {
    this.#series = series;
    const drawn = this.#cards.size > 0 ? this.#detail.of(series, this.#view().zoom) : series;
    for (const card of this.#cards.values()) card.append(drawn);
    if (this.#details.open && !hasEnded(this.#run)) this.#refresh.request();
  }

  setParams(params) {
    const before = { view: JSON.stringify(this.#view()), find: this.#find() };
    this.#params = params;
    if (this.#find() !== before.find && this.#details.open) this.#list.show(this.#find());
    if (JSON.stringify(this.#view()) !== before.view) for (const card of this.#cards.values()) card.setView(this.#view());
    this.#showPicked();
    this.append(this.#series);
  }

  destroy() {
    this.#refresh.cancel();
    this.#list.destroy();
    this.#detail.drop();
    for (const card of this.#cards.values()) card.destroy();
    this.#cards.clear();
  }

  #find() {
    return this.#params.get("find") ?? "";
  }

  #view() {
    return chartView(this.#params, { canNormalise: false, stepsPerEpoch: this.#run.setup?.stepsPerEpoch ?? 0 });
  }

  #lastStep() {
    return Math.max(1, ...[...this.#series.values()].map(({ steps }) => steps.at(-1) ?? 0));
  }

  #pick(key, on) {
    const picked = pickedMetrics(this.#params).filter((other) => other !== key);
    if (on && picked.length >= MOST_PICKED) {
      toast(`At most ${MOST_PICKED} metrics are drawn at once: take one away first.`);
      return this.#list.mark(picked);
    }
    return this.#context.router.setParams({ metrics: (on ? [...picked, key] : picked).join() });
  }

  #showPicked() {
    const picked = pickedMetrics(this.#params);
    this.#list.mark(picked);
    if (picked.join() === [...this.#cards.keys()].join()) return;
    for (const [key, card] of [...this.#cards]) {
      if (picked.includes(key)) continue;
      card.destroy();
      card.element.remove();
      this.#cards.delete(key);
    }
    for (const key of picked) if (!this.#cards.has(key)) this.#cards.set(key, new ChartCard(definitionOf(key), this.#run, this.#view(), this.#shared));
    this.#grid.append(...picked.map((key) => this.#cards.get(key).element).filter((element) => !element.isConnected));
    this.#picks.hidden = picked.length === 0;
    this.#picks.replaceChildren(...picked.map((key) => h("li", {}, key,
      h("button", { type: "button", "aria-label": `Take away: ${key}`, title: "Take away", onclick: () => this.#pick(key, false) }, icon("cross")))));
  }
}

/** The chart of one metric, as the run's own charts draw it where it is among them. */
function definitionOf(key) {
  const { title, unit, chart } = measureOf(key);
  const { ratio, range, format } = chart ?? {};
  return {
    id: `metric-${key.replaceAll("/", "-")}`, title: chart ? title : key, unit, ratio, range, format,
    says: chart?.says ?? "", lines: [{ key, name: title, colour: "series-1" }],
    define: chart?.define ?? ["Recorded under this name; Straightedge has no definition of it."],
  };
}
