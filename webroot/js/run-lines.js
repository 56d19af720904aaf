import { runColour } from "./charts/palette.js";
import { plural } from "./format.js";
import { average } from "./run-average.js";
import { compareSettings, grouped, titleOf } from "./run-fields.js";
import { ZoomDetail } from "./views/zoom-detail.js";

const MOST_DIFFERENCES = 2;

/** What overlay charts draw of some runs: a line for each, or the mean of each group. */
export class RunLines {
  /** The steps { from, to } in sight, or null; of these the runs' finer points are fetched. */
  zoom = null;
  #store;
  #onFiner;
  #details = new Map();
  #averages = new Map();

  /** @param onFiner called when finer points of the steps in sight have come */
  constructor(store, onFiner) {
    this.#store = store;
    this.#onFiner = onFiner;
  }

  /**
   * @param groupBy null for a line per run; else a field, or "" for runs that differ in nothing but their seed
   * @return [{ id, name, colour, stepsPerEpoch, runs, series (of a metric key) }]
   */
  of(runs, groupBy) {
    if (groupBy === null) return distinct(runs.map((run) => this.#line([run], run.name)));
    return distinct(grouped(runs, groupBy).map(({ text, runs: own }) => this.#line(own, groupBy ? `${titleOf(groupBy)} ${text}` : text)));
  }

  #line(runs, name) {
    const [first] = [...runs].sort((a, b) => a.id - b.id);
    const several = runs.length > 1;
    return {
      id: several ? `mean-${first.id}` : first.id,
      name: several ? `${name}, ${plural(runs.length, "run")}` : name,
      colour: runColour(first.id),
      stepsPerEpoch: first.setup?.stepsPerEpoch,
      runs,
      series: several ? (key) => this.#average(runs, key) : (key) => this.#series(first.id).get(key),
    };
  }

  #series(id) {
    if (!this.#details.has(id)) this.#details.set(id, new ZoomDetail(id, this.#onFiner));
    return this.#details.get(id).of(this.#store.series(id), this.zoom);
  }

  /** Computed anew only when one of the runs has more points. */
  #average(runs, key) {
    const all = runs.map((run) => this.#series(run.id).get(key)).filter((series) => series?.length > 0);
    if (all.length === 0) return null;
    const name = `${runs.map((run) => run.id)} ${key}`;
    const version = all.map((series) => series.length).join();
    if (this.#averages.get(name)?.version !== version) this.#averages.set(name, { version, value: average(all) });
    return this.#averages.get(name).value;
  }
}

/** Lines of the same name also say what tells them apart. */
function distinct(lines) {
  return lines.map((line) => {
    const alike = lines.filter((other) => other.name === line.name);
    if (alike.length === 1) return line;
    const differences = compareSettings(alike.map(({ runs }) => runs[0])).filter(({ differs }) => differs).slice(0, MOST_DIFFERENCES);
    const at = alike.indexOf(line);
    const tail = differences.map(({ path, values }) => `${titleOf(path).toLowerCase()} ${values[at]}`).join(", ");
    return { ...line, name: `${line.name} · ${tail || `run ${line.runs[0].id}`}` };
  });
}
