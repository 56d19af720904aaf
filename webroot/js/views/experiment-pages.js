import { mountExperiment } from "./experiment.js";
import { mountExperiments } from "./experiments.js";
import { mountGuided } from "./guided.js";
import { mountNewExperiment } from "./new-experiment.js";

/** Mounts the page of a place that belongs to experiments; null for any other place. */
export function mountExperimentPage(container, context, parts, params) {
  const [name, id] = parts;
  if (name === "guided" && parts.length === 1) return mountGuided(container, context, params);
  if (name !== "experiments" || parts.length > 2) return null;
  if (id === undefined) return mountExperiments(container, context);
  if (id === "new") return mountNewExperiment(container, context, params);
  return /^[1-9]\d*$/.test(id) ? mountExperiment(container, context, Number(id), params) : null;
}
