import { fetchKeys } from "../api.js";
import { throttled } from "../charts/schedule.js";
import { h, setText, unseen } from "../dom.js";
import { count, number, plural, withError } from "../format.js";
import { sentence } from "./notice.js";

const SEARCH_MILLIS = 120;

/** A search in the names of everything that a run recorded: groups to narrow it by, and the first finds to choose from. */
export class MetricList {
  #run;
  #onPick;
  #onSearch;
  #picked = new Set();
  #load = throttled(() => this.#fetch(), SEARCH_MILLIS);
  #gone = false;
  #search = h("input", {
    type: "search", class: "metric-search", placeholder: "Search: name, group/name", "aria-label": "Search metrics", autocomplete: "off", spellcheck: "false", "data-testid": "metric-search",
    title: "Every word has to be in the name; with slashes, the beginnings of its groups, as in lay/wei for layer_3/weight_norm",
    oninput: () => this.#onInput(),
  });
  #state = h("p", { class: "metric-state", role: "status" });
  #groups = h("div", { class: "metric-groups", role: "group", "aria-label": "Groups", hidden: true });
  #rows = h("ul", { class: "metric-rows" });

  /** @param handlers onSearch(text), and onPick(key, on) */
  constructor(run, { onSearch, onPick }) {
    this.#run = run;
    this.#onSearch = onSearch;
    this.#onPick = onPick;
    this.element = h("div", { class: "metric-list", "data-testid": "metric-list" }, this.#search, this.#state, this.#groups, this.#rows);
    this.#rows.addEventListener("change", ({ target }) => this.#onPick(target.value, target.checked));
  }

  /** Shows what fits a text. */
  show(text) {
    if (document.activeElement !== this.#search) this.#search.value = text;
    this.refresh();
  }

  /** Asks for the values as they are now. */
  refresh() {
    if (this.#state.textContent === "") setText(this.#state, "Loading the metrics…");
    this.#load.request();
  }

  /** @param picked the keys whose boxes are ticked */
  mark(picked) {
    this.#picked = new Set(picked);
    for (const box of this.#rows.querySelectorAll("input")) box.checked = this.#picked.has(box.value);
  }

  destroy() {
    this.#gone = true;
    this.#load.cancel();
  }

  #onInput() {
    this.#onSearch(this.#search.value.trim());
    this.refresh();
  }

  async #fetch() {
    const text = this.#search.value.trim();
    try {
      const found = await fetchKeys(this.#run.id, text);
      if (!this.#gone && text === this.#search.value.trim()) this.#showFound(text, found);
    } catch (error) {
      if (!this.#gone) this.#showFailure(error);
    }
  }

  #showFound(text, { total, found, groups, groupsFound, keys }) {
    this.element.dataset.found = found;
    setText(this.#state, stateText(text, total, found, keys.length));
    this.#groups.hidden = groups.length === 0;
    this.#groups.replaceChildren(...groups.map(({ prefix, keys: size }) => h("button", {
      type: "button", class: "metric-group", onclick: () => this.#narrow(prefix),
    }, prefix, h("span", { "aria-hidden": "true" }, count(size)), unseen(`, ${plural(size, "metric")}`))), ...(groupsFound > groups.length ? [h("span", { class: "metric-more" }, `and ${plural(groupsFound - groups.length, "more group")}`)] : []));
    if (this.#sameRows(keys)) return this.#showValues(keys);
    return this.#rows.replaceChildren(...keys.map((entry) => h("li", { "data-testid": "metric" }, h("label", {},
      h("input", { type: "checkbox", value: entry.key, checked: this.#picked.has(entry.key) }),
      h("span", { class: "metric-name" }, entry.key), h("span", { class: "metric-value" }, valueText(entry))))));
  }

  /** News of the same metrics leave the focus where it is. */
  #sameRows(keys) {
    const boxes = [...this.#rows.querySelectorAll("input")];
    return boxes.length === keys.length && boxes.every((box, i) => box.value === keys[i].key);
  }

  #showValues(keys) {
    this.#rows.querySelectorAll(".metric-value").forEach((cell, i) => setText(cell, valueText(keys[i])));
  }

  #narrow(prefix) {
    this.#search.value = prefix;
    this.#search.focus();
    this.#onInput();
  }

  #showFailure(error) {
    this.#state.replaceChildren(`${sentence(error.message)} `, h("button", { type: "button", class: "link-button", onclick: () => this.refresh() }, "Try again"));
  }
}

function stateText(text, total, found, shown) {
  if (total === 0) return "Nothing has been recorded yet.";
  if (found === 0) return `None of ${plural(total, "metric")} fits “${text}”.`;
  const of = found === total ? plural(total, "metric") : `${count(found)} of ${plural(total, "metric")}`;
  return shown < found ? `${of}, showing the first ${count(shown)}: narrow the search to see others.` : `${of}.`;
}

function valueText({ last, error }) {
  return error === undefined ? number(last) : withError(last, error);
}
