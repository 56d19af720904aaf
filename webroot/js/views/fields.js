import { count } from "../format.js";

/*
 * The fields of the form for a new run, named by their dotted paths in the spec. `only` says for which
 * data set a field makes sense; a field that does not is neither shown nor sent.
 */

const classes = (dataset) => dataset.kind === "classification";
const regression = (dataset) => dataset.kind === "regression";
const has = (name) => (dataset) => dataset.spec.dataset[name] !== undefined && dataset.spec.dataset[name] !== null;
const generated = (dataset) => dataset.imageWidth === 0 && !dataset.uploaded;

export const GROUPS = [
  {
    title: "Data", fields: [
      { path: "dataset.samples", label: "Training samples", type: "whole", help: (d) => `At most ${count(d.maxSamples)}. Fewer samples than parameters is the interesting case.` },
      { path: "dataset.labelNoise", label: "Random labels", type: "number", unit: "share, 0 to 1", only: classes, help: "Share of the training labels replaced by a random class. 1 leaves nothing to generalise." },
      { path: "dataset.function", optional: true, label: "Function", type: "choice", only: (d) => d.name === "curve", choices: () => [["sine", "sine"], ["step", "step"], ["piecewise", "piecewise linear"]], help: "The function of one variable that the network is to fit." },
      { path: "dataset.dimension", half: true, optional: true, label: "Dimension", type: "whole", only: (d) => ["clusters", "teacher"].includes(d.name), help: "Number of features of each sample." },
      { path: "dataset.classes", half: true, optional: true, label: "Classes", type: "whole", only: (d) => ["clusters", "spirals", "teacher"].includes(d.name), help: "Number of classes." },
      { path: "dataset.noise", optional: true, label: "Noise", type: "number", unit: "standard deviation", only: (d) => (generated(d) && d.name !== "teacher") || has("noise")(d), help: (d) => (regression(d) ? "Added to the function’s values." : "Spread of the samples around their cluster, moon or arm.") },
    ],
  },
  {
    title: "Network and training", fields: [
      { path: "network.hidden", label: "Hidden widths", type: "widths", help: "Units of each ReLU layer, first to last: 1000 is one layer, 512, 512 two." },
      { path: "training.optimizer", label: "Optimizer", type: "choice", choices: () => [["sgd", "SGD"], ["momentum", "SGD with momentum"], ["adam", "Adam"], ["gd", "gradient descent on all samples"]], help: "How a gradient becomes a step. Adam wants a smaller learning rate, such as 0.001." },
      { path: "training.learningRate", half: true, label: "Learning rate", type: "number", help: "Too high a rate ends in NaN; the run then says at which step." },
      { path: "training.batchSize", half: true, label: "Batch size", type: "whole", unit: "samples", help: "Samples per training step; gradient descent takes all." },
      { path: "training.epochs", half: true, label: "Epochs", type: "whole", help: "Passes over the training samples; 0 only measures the network as it is initialised." },
      { path: "training.seed", half: true, label: "Seed", type: "whole", help: "Decides everything random: the same settings and seed give the same network." },
    ],
  },
];

export const ADVANCED = {
  title: "Advanced", fields: [
    { path: "training.loss", label: "Loss", type: "choice", choices: (d) => (classes(d) ? [["cross-entropy", "cross-entropy (softmax)"], ["squared-error", "squared error"]] : [["squared-error", "squared error"]]), help: "What training lowers." },
    { path: "training.warmupEpochs", label: "Warm-up", type: "whole", unit: "epochs", help: "The learning rate rises linearly to its value over these epochs; 0 for none." },
    { path: "training.momentum", label: "Momentum", type: "number", optional: true, preset: "", help: "For SGD with momentum: v ← μ·v + g, a step is −η·v; 0.9 when left empty." },
    { path: "training.weightDecay", label: "Weight decay", type: "number", help: "Every step first multiplies weights, not biases, by 1 − rate × decay." },
    { path: "training.stopAtLoss", label: "End at loss", type: "number", help: "Training ends after an epoch whose mean loss is at most this; 0 for never." },
    { path: "training.trainBiases", label: "Train biases", type: "flag", help: "Off keeps every bias as it was initialised." },
    { path: "network.weightVariance", label: "Weight variance", type: "number", unit: "× 1/fan-in", help: "Variance of initial weights in hidden layers; 2 is He initialisation." },
    { path: "network.biasVariance", label: "Bias variance", type: "number", help: "Variance of initial biases; 0 is none." },
    { path: "network.lastVariance", label: "Last-layer variance", type: "number", unit: "× 1/fan-in", help: "Variance of initial weights in the linear last layer." },
    { path: "network.scale", label: "Initialisation scale", type: "number", unit: "factor", help: "Multiplies every initial weight: large is lazy, small is rich training." },
    { path: "dataset.standardise", label: "Standardise features", type: "flag", help: "Each feature to mean 0 and variance 1 over the training samples." },
    { path: "dataset.rescale", label: "Rescale samples to ‖x‖ = √d", type: "flag", only: classes, help: "Puts all samples at the same distance from the origin." },
    { path: "measure.pairs", label: "Pairs", type: "whole", help: "Sample pairs measured at each measure step. More pairs, smaller standard errors." },
    { path: "measure.kind", label: "Kind of pairs", type: "choice", choices: (d) => (classes(d) ? [["same", "same class"], ["different", "different classes"], ["random", "random"]] : [["random", "random"]]), help: "Which samples are joined by a path." },
    { path: "measure.everySteps", label: "Measure every", type: "whole", unit: "steps", help: "0 adapts, so that measuring keeps within its budget." },
    { path: "measure.budget", label: "Measuring budget", type: "number", unit: "share of wall time", help: "How much of the run’s time measuring may take when it adapts." },
    { path: "measure.normalise", label: "Also measure normalised outputs", type: "flag", help: "Divides outputs by their growth since initialisation; raw measures are always kept." },
  ],
};

export const NAME = { path: "name", label: "Name", type: "text", help: "Made from data and widths when left empty.", placeholder: "optional" };

/** Every field of every data set. */
export const FIELDS = [NAME, ...GROUPS.flatMap((group) => group.fields), ...ADVANCED.fields];

/** All fields that make sense for a data set. */
export function fieldsFor(dataset) {
  return FIELDS.filter((field) => !field.only || field.only(dataset));
}

export function readPath(spec, path) {
  return path.split(".").reduce((value, name) => value?.[name], spec);
}

export function writePath(spec, path, value) {
  const names = path.split(".");
  const last = names.pop();
  const owner = names.reduce((object, name) => (object[name] ??= {}), spec);
  owner[last] = value;
}

/** A value of the spec as the form shows it. */
export function show(field, value) {
  if (value === undefined || value === null) return "";
  return field.type === "widths" ? value.join(", ") : String(value);
}

/** Reads what was entered: { value } or { error }. Limits are the server's to check. */
export function parse(field, entered) {
  const text = String(entered).trim();
  if (field.type === "text" || field.type === "choice") return { value: text };
  if (field.type === "flag") return { value: entered };
  if (field.type === "widths") return parseWidths(text);
  if (text === "" && field.optional) return { value: undefined };
  if (text === "") return { error: "A value is needed here." };
  const value = Number(text.replace(/[\s\u202f]/g, ""));
  if (!Number.isFinite(value)) return { error: `“${text}” is not a number; write it like ${field.type === "whole" ? "128" : "0.05"}.` };
  if (field.type === "whole" && !Number.isInteger(value)) return { error: `“${text}” is not a whole number.` };
  return { value };
}

function parseWidths(text) {
  // 784-512 is a common way to write widths, but a dash in front is a minus: the server names the limit.
  const parts = text.split(/[\s,;]+|(?<=\d)[–-](?=\d)/).filter(Boolean);
  if (parts.length === 0) return { error: "At least one hidden layer is needed, such as 1000." };
  const wrong = parts.find((part) => !/^-?\d+$/.test(part));
  if (wrong) return { error: `“${wrong}” is not a whole number; write widths like 1000 or 512, 512.` };
  return { value: parts.map(Number) };
}
