import { h } from "../dom.js";
import { count, notation, number, withError, written } from "../format.js";
import { fieldTitle, standardError } from "../results.js";
import { valueText } from "../sweep.js";
import { FIELDS } from "./fields.js";

const MOST_MORE_DIGITS = 3;

/** The values of a chart of results: a row per cell, in the digits their standard errors allow. */
export function resultsTable(points, swept, unit, at) {
  const theory = points.some((point) => Number.isFinite(point.theory));
  const head = [
    ...swept.map((path) => fieldTitle(path, FIELDS)), "Runs", `Mean ± standard error over seeds${unit ? `, ${unit}` : ""}`, "95 % interval over seeds",
    ...(theory ? [at === "first" ? "Theory" : "Theory at start"] : []),
  ];
  return h("table", { class: "results" },
    h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...points.map((point) => h("tr", {},
      ...swept.map((path) => h("td", {}, path in point.values ? valueText(point.values[path]) : "–")),
      h("td", {}, count(point.n)), ...textsOf(point, theory).map((text, i) => h("td", { class: i === 0 ? "results-mean" : null }, text))))));
}

/** Mean, interval and theory, alike within a row, so that they can be compared at a glance. */
function textsOf(point, hasTheory) {
  const { mean, low, high, theory } = point;
  const error = standardError(point);
  const known = Number.isFinite(low) && Number.isFinite(high);
  const alike = Number.isFinite(mean) ? apart(notation(mean, error), known ? [low, high] : [], theory) : null;
  const texts = [mean === null ? "–" : withError(mean, error), known ? written(alike, [low, high], " … ") : "–"];
  return hasTheory ? [...texts, theoryText(theory, alike)] : texts;
}

function theoryText(theory, alike) {
  if (theory === null) return "–";
  const seen = alike && Number.isFinite(theory) && (theory === 0 || Math.abs(theory) >= 10 ** (alike.exponent - alike.decimals));
  return seen ? written(alike, [theory]) : number(theory);
}

/** As many more decimals as it takes to see on which side of the interval's ends theory lies. */
function apart({ exponent, decimals }, ends, theory) {
  const shown = (more, value) => written({ exponent, decimals: decimals + more }, [value]);
  const hidden = (more) => ends.some((end) => end !== theory && shown(more, end) === shown(more, theory));
  let more = 0;
  while (Number.isFinite(theory) && more < MOST_MORE_DIGITS && hidden(more)) more++;
  return { exponent, decimals: decimals + more };
}
