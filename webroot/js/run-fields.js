import { moment, number } from "./format.js";
import { measureOf } from "./measure-names.js";
import { fieldTitle } from "./results.js";
import { valueText } from "./sweep.js";
import { FIELDS } from "./views/fields.js";
import { stateWord } from "./views/run-state.js";

const OWN = { name: "Name", state: "State", created: "Created", experiment: "Experiment", owner: "Owner", tags: "Tags", step: "Step" };
const TITLES = { ...OWN, "dataset.name": "Data set" };
const STATES = ["running", "queued", "paused", "interrupted", "finished", "stopped", "failed"];
const SEED = "training.seed";
const TEXTS = new Intl.Collator("en", { numeric: true });

/** Every setting of a spec by its dotted path; lists, such as the hidden widths, stay whole. */
export function settingsOf(spec) {
  const settings = new Map();
  const add = (prefix, object) => {
    for (const [name, value] of Object.entries(object)) {
      if (value === null || value === undefined) continue;
      if (typeof value === "object" && !Array.isArray(value)) add(`${prefix}${name}.`, value);
      else settings.set(prefix + name, value);
    }
  };
  const { name, tags, notes, ...settable } = spec;
  add("", settable);
  return settings;
}

/** The settings of some runs, in the order of the specs: [{ path, values (a text for each run), differs }]. */
export function compareSettings(runs) {
  const all = runs.map((run) => settingsOf(run.spec));
  const paths = [...new Set(all.flatMap((settings) => [...settings.keys()]))].sort((a, b) => group(a) - group(b));
  return paths.map((path) => {
    const values = all.map((settings) => (settings.has(path) ? valueText(settings.get(path)) : "–"));
    return { path, values, differs: values.some((value) => value !== values[0]) };
  });
}

/** What a run is put in order by: one of its own fields (of its state, the place in the order of states), the last value of a metric (whose key has a slash), or a setting by its path. */
export function fieldOf(run, field) {
  if (field === "state") return STATES.indexOf(run.state);
  if (field in OWN) return run[field];
  if (isMetric(field)) return run.last?.[field];
  return field.split(".").reduce((value, name) => value?.[name], run.spec);
}

export function isMetric(field) {
  return field.includes("/");
}

export function titleOf(field) {
  if (field in TITLES) return TITLES[field];
  return isMetric(field) ? measureOf(field).title : fieldTitle(field, FIELDS);
}

export function textOf(run, field) {
  if (field === "state") return stateWord(run.state);
  const value = fieldOf(run, field);
  if (value === undefined || value === null) return "–";
  if (field === "created") return moment(value);
  if (isMetric(field)) return (measureOf(field).chart?.format ?? number)(value);
  return valueText(value);
}

/** Runs in the order of a field, a minus before it for descending; those without a value come last, ties newest first. */
export function sorted(runs, order) {
  const descending = order.startsWith("-");
  const field = descending ? order.slice(1) : order;
  const keyed = runs.map((run) => ({ run, key: sortKey(fieldOf(run, field)) }));
  return keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || b.run.id - a.run.id;
    return (descending ? -1 : 1) * compare(a.key, b.key) || b.run.id - a.run.id;
  }).map(({ run }) => run);
}

/** Runs with the same value of a field, or, for no field, those that differ in nothing but their seed: [{ key, text, runs }]. */
export function grouped(runs, field) {
  const groups = new Map();
  for (const run of runs) {
    const key = field ? textOf(run, field) : withoutSeed(run);
    if (!groups.has(key)) groups.set(key, { key, text: field ? key : run.name, runs: [] });
    groups.get(key).runs.push(run);
  }
  return [...groups.values()];
}

function withoutSeed({ spec }) {
  return JSON.stringify([...settingsOf(spec)].filter(([path]) => path !== SEED));
}

function sortKey(value) {
  if (value === undefined || value === null || Number.isNaN(value)) return null;
  return Array.isArray(value) && typeof value[0] === "string" ? value.join(" ") : value;
}

function compare(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) {
    const i = a.findIndex((value, at) => value !== b[at]);
    return i < 0 ? a.length - b.length : i < b.length ? a[i] - b[i] : 1;
  }
  return typeof a === "string" ? TEXTS.compare(a, b) : a - b;
}

function group(path) {
  return ["dataset", "network", "training", "measure"].indexOf(path.split(".")[0]);
}
