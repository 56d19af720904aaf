import { h } from "../dom.js";
import { count, number, withError } from "../format.js";
import { fieldTitle, standardError } from "../results.js";
import { valueText } from "../sweep.js";
import { FIELDS } from "./fields.js";

/** The values of a chart of results: a row per cell, in the digits their standard errors allow. */
export function resultsTable(points, swept, measure, at) {
  const theory = points.some((point) => Number.isFinite(point.theory));
  const unit = at === "change" ? "ratio" : measure.unit;
  const head = [
    ...swept.map((path) => fieldTitle(path, FIELDS)), "Runs", `Mean ± standard error${unit ? `, ${unit}` : ""}`, "95 % interval",
    ...(theory ? [at === "first" ? "Theory" : "Theory at start"] : []),
  ];
  return h("table", { class: "results" },
    h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...points.map((point) => h("tr", {},
      ...swept.map((path) => h("td", {}, path in point.values ? valueText(point.values[path]) : "–")),
      h("td", {}, count(point.n)), h("td", { class: "results-mean" }, meanText(point)), h("td", {}, intervalText(point)),
      theory ? h("td", {}, point.theory === null ? "–" : number(point.theory)) : null))));
}

function meanText(point) {
  return point.mean === null ? "–" : withError(point.mean, standardError(point));
}

function intervalText({ low, high }) {
  return Number.isFinite(low) && Number.isFinite(high) ? `${number(low)} … ${number(high)}` : "–";
}
