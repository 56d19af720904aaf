import { h, icon, setText } from "../dom.js";
import { plural } from "../format.js";
import { CHART_KEYS, measureGroups } from "../measure-names.js";
import { settingsOf, titleOf } from "../run-fields.js";
import { session } from "../session.js";
import { sentence } from "./notice.js";
import { searchHelp } from "./search-help.js";

const OWN = ["created", "step", "experiment"];
const OWNER = "owner";
const GROUP_TITLES = { dataset: "Data", network: "Network", training: "Training", measure: "Measuring" };

/** Above the table: search, grouping, columns, and what is drawn. */
export class RunTools {
  #router;
  #fields = "";
  #choices = [];
  #search = h("input", {
    type: "search", class: "run-search", placeholder: "Search: name, hidden = 1000", "aria-label": "Search runs", "aria-describedby": "search-problem", autocomplete: "off", "data-testid": "search",
    oninput: () => this.#router.setParams({ q: this.#search.value.trim() }),
  });
  #problem = h("p", { class: "search-problem", id: "search-problem", role: "status", "data-testid": "search-problem" });
  #group = h("select", { "aria-label": "Group by", "data-testid": "group-by", onchange: () => this.#router.setParams({ group: this.#group.value }) });
  #list = h("div", { class: "column-list" });
  #mine = h("input", { type: "checkbox", "data-testid": "mine", onchange: () => this.#router.setParams({ mine: this.#mine.checked ? "1" : null }) });
  #columns = h("details", { class: "column-menu", "data-testid": "columns", onkeydown: (event) => event.key === "Escape" && this.#close(), onfocusout: (event) => this.#onLeave(event) },
    h("summary", { class: "button button-small" }, icon("columns"), "Columns"), this.#list);
  #count = h("span", { "data-testid": "drawn-count" });
  #compare = h("a", { class: "button button-small button-primary", "data-testid": "compare" });

  /** @param handlers newest() and none(): what is drawn */
  constructor(router, { newest, none }) {
    this.#router = router;
    this.element = h("div", { class: "run-tools" },
      h("div", { class: "run-tools-row" }, this.#search, searchHelp(), this.#group, this.#columns), this.#problem,
      h("div", { class: "run-tools-row run-counts" }, session.accounts ? h("label", { class: "mine" }, this.#mine, "Mine") : null, this.#count,
        h("button", { type: "button", class: "link-button", "data-testid": "draw-newest", onclick: newest }, "Newest 10"),
        h("button", { type: "button", class: "link-button", "data-testid": "draw-none", onclick: none }, "None"), this.#compare));
  }

  /** @param shown { runs, search, problem (null, or what is wrong with it), mine, groupBy, columns, drawn, listed, picked } */
  update({ runs, search, problem, mine, groupBy, columns, drawn, listed, picked }) {
    if (document.activeElement !== this.#search) this.#search.value = search;
    setText(this.#problem, problem ? sentence(problem) : "");
    this.#search.setAttribute("aria-invalid", String(problem !== null));
    const paths = [...new Set(runs.flatMap((run) => [...settingsOf(run.spec).keys()]))];
    const fields = JSON.stringify(paths);
    if (fields !== this.#fields) this.#showFields(paths);
    this.#fields = fields;
    this.#group.value = groupBy;
    this.#mine.checked = mine;
    for (const box of this.#choices) box.checked = columns.includes(box.value);
    setText(this.#count, `${drawn.size} of ${listed} drawn`);
    this.#compare.hidden = picked.length < 2;
    this.#compare.href = `#/compare?runs=${picked.join()}`;
    setText(this.#compare, `Compare ${plural(picked.length, "run")}`);
  }

  #showFields(paths) {
    const groups = Object.entries(GROUP_TITLES).map(([start, title]) => [title, paths.filter((path) => path.startsWith(`${start}.`))]);
    this.#group.replaceChildren(h("option", { value: "" }, "No groups"), h("option", { value: "state" }, "By state"), h("option", { value: "experiment" }, "By experiment"), ...(session.accounts ? [h("option", { value: OWNER }, "By owner")] : []),
      ...groups.map(([title, own]) => h("optgroup", { label: title }, ...own.map((path) => h("option", { value: path }, `By ${titleOf(path).toLowerCase()}`)))));
    const measures = measureGroups(CHART_KEYS).map(({ title, measures: own }) => [`${title}, last value`, own.map(({ key }) => key)]);
    this.#list.replaceChildren(...[["Run", session.accounts ? [...OWN, OWNER] : OWN], ...groups, ...measures].map(([title, own]) => h("fieldset", {}, h("legend", {}, title),
      ...own.map((field) => h("label", {}, h("input", { type: "checkbox", value: field, onchange: () => this.#choose() }), " ", titleOf(field))))));
    this.#choices = [...this.#list.querySelectorAll("input")];
  }

  #choose() {
    const chosen = this.#choices.filter((box) => box.checked).map((box) => box.value);
    this.#router.setParams({ cols: chosen.join() || "none" });
  }

  #close() {
    this.#columns.open = false;
    this.#columns.querySelector("summary").focus();
  }

  #onLeave({ relatedTarget }) {
    if (relatedTarget && !this.#columns.contains(relatedTarget)) this.#columns.open = false;
  }
}
