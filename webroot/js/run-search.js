import { readFilter } from "./query/filter.js";
import { KINDS } from "./query/kinds.js";

const { text, texts, number, numbers, flag, time } = KINDS;
const STATES = ["queued", "running", "paused", "finished", "failed", "stopped", "interrupted"];
const METRIC = "metrics.";

/** The settings of a spec, in the order of the server's list. */
const SETTINGS = {
  dataset: { name: text, samples: number, labelNoise: number, standardise: flag, rescale: flag, dimension: number, classes: number, function: text, noise: number },
  network: { hidden: numbers, weightVariance: number, biasVariance: number, lastVariance: number, scale: number },
  training: { optimizer: text, learningRate: number, momentum: number, warmupEpochs: number, batchSize: number, epochs: number, stopAtLoss: number, weightDecay: number, trainBiases: flag, loss: text, seed: number },
  measure: { pairs: number, kind: text, everySteps: number, budget: number, normalise: flag },
};

const FIELDS = {
  all: [
    own("id", number), own("name", text), { ...own("state", text), choices: STATES }, own("owner", text), own("tags", texts),
    { ...own("tags", texts), name: "tag" }, own("notes", text), own("created", time), own("started", time), own("ended", time),
    own("step", number), own("experiment", number),
    ...Object.entries(SETTINGS).flatMap(([part, settings]) => Object.entries(settings).map(([name, kind]) => ({
      name: `${part}.${name}`, kind, value: (run) => run.spec[part][name],
    }))),
  ],
  words: ["name", "state", "tags"],
  open: metricField,
  openNames: ", or a metric such as train/loss",
};

/**
 * What a search asks of runs, in the language that the lists of the API take: { fits(run), metrics (their keys), error },
 * where everything fits while there is an error.
 */
export function searched(search) {
  try {
    const { fits, fields } = readFilter(search, FIELDS);
    return { fits, metrics: [...fields].filter((name) => name.startsWith(METRIC)).map((name) => name.slice(METRIC.length)), error: null };
  } catch (error) {
    return { fits: () => true, metrics: [], error: error.message };
  }
}

function own(name, kind) {
  return { name, kind, value: (run) => run[name] };
}

/** The last value of a metric, whose key has a slash. */
function metricField(name) {
  const key = name.startsWith(METRIC) ? name.slice(METRIC.length) : name;
  return key.indexOf("/") > 0 ? { name: METRIC + key, kind: number, value: (run) => run.last?.[key] } : null;
}
