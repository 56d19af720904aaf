import { h } from "../dom.js";
import { count, number, plural, withError } from "../format.js";
import { infoDialog } from "./dialogs.js";

const ROWS = 200;

/** The last rows of some lines of a chart, for reading and for screen readers. */
export function tableDialog(title, lines, series) {
  const recorded = lines.filter((line) => series.get(line.key)?.length > 0);
  const rows = recorded.flatMap((line) => {
    const { steps, values } = series.get(line.key);
    const errors = series.get(`${line.key}_se`);
    const errorAt = new Map(errors?.steps.map((step, i) => [step, errors.values[i]]));
    return values.map((value, i) => ({ line, step: steps[i], value, error: errorAt.get(steps[i]) }));
  }).sort((a, b) => b.step - a.step);
  const total = recorded.reduce((sum, line) => sum + series.get(line.key).total, 0);
  const shown = rows.slice(0, ROWS);
  const says = shown.length === rows.length ? plural(rows.length, "row") : `The last ${count(shown.length)} of ${plural(rows.length, "row")}`;
  infoDialog({
    title, paragraphs: [],
    extra: [h("p", {}, `${says}, newest first${rows.length < total ? ` (of ${count(total)} that were recorded)` : ""}. The CSV file has them all.`), table(shown, recorded.length > 1)],
  });
}

function table(rows, named) {
  const head = ["Step", ...(named ? ["Line"] : []), "Value"];
  return h("div", { class: "table-scroll data-table", tabindex: 0, role: "region", "aria-label": "Data", "data-testid": "chart-table" },
    h("table", {}, h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows.map(({ line, step, value, error }) => h("tr", {},
        h("td", {}, count(step)), named ? h("td", {}, line.name) : null,
        h("td", {}, error === undefined ? number(value, 5) : withError(value, error)))))));
}
