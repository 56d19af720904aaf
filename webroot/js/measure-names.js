import { SECTIONS, linesOf } from "./measures.js";

const MOST_LAYERS = 20;
const THEORY = "Theory at initialisation";
const TIMING = "Timing and counts";
const GROUPS = ["Along the paths", "Along the paths, normalised", "Structure function", "Structure function, normalised", "Gradients at the samples", "Training"];
const LAST_GROUPS = [THEORY, TIMING];
const PREFIXES = new Map(Object.entries({
  path: "Along the paths", normalised: "Along the paths", theory: THEORY, measure: TIMING, speed: TIMING, train: "Training", test: "Training",
}));
/** What the metrics without a chart are called, by the end of their key. */
const UNCHARTED = new Map(Object.entries({
  deflection: "Mean deflection", kink_ratio: "Kinks ÷ (units · θ/π)", margin: "Margin", label_bend: "Max bend of the label’s output",
  gradient_cosine: "Cosine between the two gradients", pairs: "Pairs measured", undefined_pairs: "Pairs without a kink",
  gradient_pairs: "Pairs whose gradients were measured", path_millis: "Time of measuring paths", gradient_millis: "Time of measuring gradients",
}));

const KNOWN = known();
const REFERENCES = SECTIONS.flatMap(({ charts }) => charts.flatMap(({ reference }) => reference?.key ?? []));

/** The metrics that a chart of one run draws as lines over its steps, whatever the run's layers. */
export const CHART_KEYS = [...KNOWN.values()].filter(({ chart }) => !chart.structure && !chart.perLayer).map(({ key }) => key);

/** The metrics that the charts of a run show, whatever the run's layers, and what its page says beside them. */
export const RUN_KEYS = withErrors([...KNOWN.keys(), ...REFERENCES, "measure/pairs", "measure/undefined_pairs"]);

/** As RUN_KEYS, of the charts of many runs, which draw no errors. */
export const OVERLAY_KEYS = [...CHART_KEYS, ...REFERENCES];

/** Metrics, and the standard errors they may have. */
export function withErrors(keys) {
  return keys.flatMap((key) => [key, `${key}_se`]);
}

/** What a metric key is called: { key, title, unit, section, chart? (its entry in the charts of a run) }. */
export function measureOf(key) {
  if (KNOWN.has(key)) return KNOWN.get(key);
  const [group, name = group] = key.split("/");
  if (group === "theory" && KNOWN.has(`path/${name}`)) {
    const { title, unit } = KNOWN.get(`path/${name}`);
    return { key, title: `${title}, theory`, unit, section: THEORY };
  }
  const structure = group.endsWith("structure") && KNOWN.get(`structure/${name}`);
  if (structure) return { ...structure, key, title: `${structure.title}, normalised`, section: `${structure.section}, normalised` };
  const words = name.replaceAll("_", " ");
  const title = (PREFIXES.has(group) && UNCHARTED.get(name)) || words[0].toUpperCase() + words.slice(1);
  const normalised = group === "normalised" ? ", normalised" : "";
  const section = name.startsWith("gradient_") && group === "path" ? "Gradients at the samples" : (PREFIXES.get(group) ?? group) + normalised;
  return { key, title: title + normalised, unit: name.endsWith("millis") ? "ms" : "", section };
}

/** Keys to choose from, in groups and in the order of the charts of a run: [{ title, measures }]. Standard errors are no measures. */
export function measureGroups(keys) {
  const order = [...KNOWN.keys()];
  const place = (key) => (KNOWN.has(key) ? order.indexOf(key) : order.length);
  const groups = new Map();
  for (const key of keys.filter((name) => !name.endsWith("_se")).sort((a, b) => place(a) - place(b) || a.localeCompare(b))) {
    const measure = measureOf(key);
    if (!groups.has(measure.section)) groups.set(measure.section, []);
    groups.get(measure.section).push(measure);
  }
  const titles = [...new Set([...GROUPS, ...[...groups.keys()].filter((title) => !LAST_GROUPS.includes(title)), ...LAST_GROUPS])];
  return titles.filter((title) => groups.has(title)).map((title) => ({ title, measures: groups.get(title) }));
}

function known() {
  const all = [];
  for (const section of SECTIONS) for (const chart of section.charts) all.push(...named(section, chart, false));
  for (const section of SECTIONS) for (const chart of section.charts) if (chart.both) all.push(...named(section, chart, true));
  const first = new Map();
  for (const measure of all) if (!first.has(measure.key)) first.set(measure.key, measure);
  return first;
}

function named(section, chart, normalised) {
  const lines = linesOf(chart, normalised, MOST_LAYERS).map((line) => (chart.structure ? { ...line, key: line.key.replace("path/", "") } : line));
  return lines.map(({ key, name }) => ({
    key, chart, unit: chart.unit,
    title: (lines.length > 1 ? `${chart.title}: ${name}` : chart.title) + (normalised ? ", normalised" : ""),
    section: groupOf(section, chart) + (normalised ? ", normalised" : ""),
  }));
}

function groupOf(section, { id, structure }) {
  if (structure) return "Structure function";
  if (id === "gradient") return "Gradients at the samples";
  return section.id === "cost" ? TIMING : section.title;
}
