import { h, icon } from "../dom.js";
import { number, withError } from "../format.js";
import { CHART_KEYS, measureOf } from "../measure-names.js";
import { compareSettings, titleOf } from "../run-fields.js";
import { stateBadge } from "./run-state.js";

/** Whether more (1) or less (-1) of a metric is better; of the others neither can be said. */
const BETTER = { "train/loss": -1, "test/loss": -1, "train/accuracy": 1, "test/accuracy": 1, "speed/steps_per_second": 1 };

/** The settings of some runs side by side, those marked that differ; `columns` makes the heading of a run. */
export function settingsTable(runs, onlyDifferences, heading) {
  const rows = compareSettings(runs).filter(({ differs }) => differs || !onlyDifferences);
  if (rows.length === 0) return h("p", { class: "compare-nothing", "data-testid": "no-differences" }, "These runs have the same settings in everything.");
  return table("settings-table", "Setting", runs, heading, rows.map(({ path, values, differs }) => h("tr", { class: differs ? "differs" : null, "data-field": path },
    h("th", { scope: "row", title: path }, titleOf(path), differs ? h("span", { class: "differs-mark", title: "differs" }, "≠") : null),
    ...values.map((text) => h("td", {}, text)))));
}

/** The last value of every measure that one of the runs has, the best marked where one can be said to be. */
export function valuesTable(runs, store, heading) {
  const rows = CHART_KEYS.map((key) => ({ key, cells: runs.map((run) => lastOf(store.series(run.id), key)) }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
  if (rows.length === 0) return h("p", { class: "compare-nothing" }, "None of these runs has a measured value yet.");
  return table("values-table", "Measure", runs, heading, rows.map(({ key, cells }) => {
    const { title, unit, chart } = measureOf(key);
    const best = bestOf(key, cells);
    return h("tr", { "data-key": key }, h("th", { scope: "row" }, title, unit ? h("span", { class: "compare-unit" }, unit) : null),
      ...cells.map((cell) => h("td", { class: cell && cell.value === best ? "best" : null },
        cell ? textOf(cell, chart) : "–", cell && cell.value === best ? h("span", { class: "best-mark" }, icon("finished"), "best") : null)));
  }));
}

/** The heading of a run: its colour, name and state, and a way to leave it out. */
export function runHeading(run, colour, onRemove) {
  const dot = h("i", { class: "run-dot" });
  dot.style.setProperty("--run", `var(--${colour})`);
  return h("th", { scope: "col", "data-run": run.id },
    h("div", { class: "compare-run" }, dot, h("a", { class: "run-name", href: `#/runs/${run.id}` }, run.name),
      h("button", { type: "button", class: "icon-button", title: "Leave out", "aria-label": `Leave out ${run.name}`, onclick: onRemove }, icon("cross"))),
    h("div", { class: "compare-state" }, stateBadge(run.state), ` run ${run.id}`));
}

function table(id, corner, runs, heading, rows) {
  return h("div", { class: "compare-scroll card", tabindex: 0, role: "region", "aria-label": `${corner}s` },
    h("table", { class: "compare-table", "data-testid": id },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, corner), ...runs.map(heading))), h("tbody", {}, ...rows)));
}

function lastOf(all, key) {
  const series = all.get(key);
  if (!series?.length) return null;
  const errors = all.get(`${key}_se`);
  return { value: series.last, error: errors?.steps.at(-1) === series.steps.at(-1) ? errors.last : undefined };
}

function bestOf(key, cells) {
  const values = cells.map((cell) => cell?.value).filter(Number.isFinite);
  if (!BETTER[key] || values.length < 2) return null;
  return BETTER[key] > 0 ? Math.max(...values) : Math.min(...values);
}

function textOf({ value, error }, { format }) {
  if (format) return format(value);
  return error === undefined ? number(value) : withError(value, error);
}
