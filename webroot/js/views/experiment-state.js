import { h, icon } from "../dom.js";
import { count, duration, plural } from "../format.js";
import { fieldTitle } from "../results.js";
import { sweptFields, valueText } from "../sweep.js";
import { FIELDS, readPath } from "./fields.js";
import { stateBadge } from "./run-state.js";

const VERDICTS = {
  holds: ["finished", "Holds"], fails: ["cross", "Does not hold"], unclear: ["question", "Unclear"], waiting: ["queued", "Waiting"],
};

/** Icon, colour and word of what an experiment found. */
export function verdictBadge(verdict, large = false) {
  const [sign, word] = VERDICTS[verdict] ?? VERDICTS.waiting;
  return h("span", { class: `verdict${large ? " verdict-large" : ""}`, "data-verdict": verdict, "data-testid": "verdict" }, icon(sign), word);
}

export function isUnderWay(experiment) {
  const { queued, running, paused } = experiment.runs;
  return queued + running + paused > 0;
}

/** An experiment none of whose runs ended well has failed, whatever the queue says. */
export function experimentBadge(experiment) {
  return stateBadge(shownState(experiment));
}

export function shownState(experiment) {
  const { total, failed, queued } = experiment.runs;
  if (total > 0 && failed === total) return "failed";
  return experiment.state === "running" && queued === total ? "queued" : experiment.state;
}

/** A progress bar with its value for assistive technology. */
export function progressBar(label) {
  const bar = h("i", {});
  const element = h("span", { class: "bar", role: "progressbar", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 100 }, bar);
  return {
    element,
    set(share) {
      const percent = 100 * Math.min(1, Math.max(0, share));
      bar.style.width = `${percent}%`;
      element.setAttribute("aria-valuenow", Math.round(percent));
    },
  };
}

/** “31 of 40 runs · 2 failed · 1:38 left”. */
export function progressText({ runs, elapsedMillis, remainingMillis }) {
  return [
    `${count(runs.finished)} of ${plural(runs.total, "run")}`,
    runs.failed > 0 ? `${count(runs.failed)} failed` : "",
    runs.stopped > 0 ? `${count(runs.stopped)} stopped` : "",
    runs.interrupted > 0 ? `${count(runs.interrupted)} interrupted` : "",
    Number.isFinite(remainingMillis) ? `${duration(remainingMillis)} left` : elapsedMillis > 0 ? duration(elapsedMillis) : "",
  ].filter(Boolean).join(" · ");
}

/** What varies, in a line: “Hidden widths 64, 128, …, 4096 × 5 seeds”. */
export function sweepText(spec) {
  const fields = sweptFields(spec).map((path) => `${fieldTitle(path, FIELDS)} ${fewValues(valuesOf(spec, path))}`);
  return [...fields, plural(spec.seeds.length, "seed")].join(" × ");
}

/** What all runs share, as far as the experiment says: “digits, 500 samples · 128 pairs · untrained (0 epochs)”. */
export function baseText(spec) {
  const swept = sweptFields(spec);
  const fixed = (path, text) => {
    const value = swept.includes(path) ? undefined : readPath(spec.base, path);
    return value === undefined || value === null ? "" : text(value);
  };
  return [
    [fixed("dataset.name", String), fixed("dataset.samples", (n) => plural(n, "training sample"))].filter(Boolean).join(", "),
    fixed("network.hidden", (widths) => `hidden widths ${valueText(widths)}`),
    fixed("measure.pairs", (n) => plural(n, "pair")),
    fixed("training.epochs", (n) => (n === 0 ? "untrained (0 epochs)" : `${plural(n, "epoch")} of training`)),
  ].filter(Boolean).join(" · ");
}

/** What a cell is, and how many there are. */
export function cellsText({ cells, spec }) {
  return `${plural(cells.length, "cell")} (one setting each) of ${plural(spec.seeds.length, "run")}`;
}

function valuesOf({ list, grid }, path) {
  return grid[path] ?? list.map((entry) => entry[path]).filter((value) => value !== undefined);
}

function fewValues(values) {
  const texts = [...new Set(values.map(valueText))];
  return (texts.length > 5 ? [...texts.slice(0, 3), "…", texts.at(-1)] : texts).join(", ");
}
