import { percent } from "./format.js";

const THEORY = "Dashed: what is expected at initialisation from the widths and variances alone, averaged over the same pairs.";
const PAPER = "Kubo, Banno, Manabe and Minoji 2019";
const OWN = "Straightedge";
const EXACT = "Computed exactly from every kink of every pair, not from sampled points.";

/**
 * The charts of a run, by section. `lines` name metric keys, to which `measured` charts put their group: path/, or
 * normalised/ for those with `both`. `reference` is a line of theory: a value `y`, or the last value of the metric
 * `key`. `formula`, `define` (a paragraph each), `source` and `look` (what to look for) are what the glossary says.
 * `perLayer` makes a line of each hidden layer, `deep` leaves a chart out for one hidden layer, `classification` for regression, `regression` for classes.
 */
export const SECTIONS = [
  {
    id: "path", title: "Along the paths", charts: [
      {
        id: "gap_deviation", title: "Gap deviation", unit: "output / input", measured: true, both: true,
        says: "The size of a typical kink: how much the slope jumps where one unit switches.",
        lines: [{ key: "gap_deviation", name: "gap deviation", colour: "series-1" }],
        reference: { key: "theory/gap_deviation", label: "theory at start" },
        formula: "σ_gap = √{frac{1}{N} Σ_i δ_i^2}",
        source: `${PAPER}, where it is called h_sigma`,
        look: "A fall by several times while the number of kinks hardly moves: training straightens the network.",
        define: [
          "δᵢ is the change of an output’s slope, per unit of arc length, at kink i; N is the number of kinks of the pair. Averaged over the outputs and the pairs.",
          THEORY,
          "A pair without kinks has no gap deviation: it is left out and counted as undefined, never taken as 0.", EXACT,
        ],
      },
      {
        id: "deflection_sigma", title: "Deflection sigma", unit: "output / input", measured: true, both: true,
        says: "How far the slope in the middle departs from the mean of its ends, per √kink.",
        lines: [{ key: "deflection_sigma", name: "deflection sigma", colour: "series-1" }],
        reference: { key: "theory/deflection_sigma", label: "theory at start" },
        formula: "\"deflection\" = g_mid − frac{g_0 + g_N}{2}, \" \" \"sigma\" = \"std of \" frac{\"deflection\"}{√N / 2}",
        source: `${PAPER}, where it is called g_sigma`,
        look: "Beside the gap deviation: apart from it, gaps are correlated.",
        define: [
          "The standard deviation is over pairs and outputs.",
          "g₀ and g_N are the first and the last slope on the path; g_mid is the slope once half of the N kinks are passed (N odd: the mean of the two middle slopes).",
          "It equals the gap deviation when gaps are uncorrelated, because a random-walk bridge has the variance Nσ²/4 at its middle.", THEORY, EXACT,
        ],
      },
      {
        id: "deflection_ratio", title: "Deflection ratio", unit: "ratio", measured: true, both: true, ratio: true,
        says: "Whether the gaps pull the same way (above 1) or cancel (below 1).",
        lines: [{ key: "deflection_ratio", name: "deflection ratio", colour: "ink-3" }],
        reference: { y: 1, label: "random walk" },
        formula: "\"ratio\" = frac{\"deflection sigma\"}{σ_gap}",
        source: PAPER,
        look: "1 at initialisation. Above 1 for pairs of different classes once labels are random.",
        define: [
          "1: the gradient is a random walk, as at initialisation. Above 1: gaps pull the same way, the network bends to fit. Below 1: they cancel, the network is straighter than chance.",
          "The axis is logarithmic and centred on 1.", EXACT,
        ],
      },
      {
        id: "bend", title: "Bend", unit: "output", measured: true, both: true,
        says: "How far an output strays from the straight chord between its two samples.",
        lines: [
          { key: "max_bend", name: "max", colour: "series-2" },
          { key: "rms_bend", name: "rms", colour: "series-1" },
          { key: "null_bend", name: "by chance", colour: "ink-3" },
        ],
        formula: "\"bend\"(t) = F(t) − ((1 − t) F(0) + t F(1))",
        source: OWN,
        look: "Whether the outputs keep to the chord, whatever the kinks do.",
        define: [
          "max and rms over t of the distance from the chord.",
          "The chord joins the output’s values at the two samples. The deviation is linear on every piece, so its square integrates exactly to Σ (p² + pq + q²)/3 · Δt. Averaged over outputs and pairs.",
          "by chance is the null bend, D·√( Σ δᵢ² tᵢ²(1−tᵢ)²/3 ): the rms bend expected if every kink had the sign of a coin flip.", EXACT,
        ],
      },
      {
        id: "fluctuation", title: "Fluctuation", unit: "output / input", measured: true, both: true,
        says: "The two sigmas as the size of the whole bend; the same at every width before training.",
        lines: [
          { key: "gap_fluctuation", name: "gaps", colour: "series-1" },
          { key: "deflection_fluctuation", name: "deflection", colour: "series-2" },
        ],
        reference: { key: "theory/gap_fluctuation", label: "theory at start" },
        formula: "\"fluctuation\" = frac{σ √{\"N̄\"}}{2}",
        source: PAPER,
        look: "The same height for every width before training.",
        define: [
          "N̄ is the mean number of kinks of a pair.",
          "Drawn for the gap deviation and for the deflection sigma. Each kink shrinks like the square root of the width while their number grows with it, so this does not depend on the width at initialisation.", EXACT,
        ],
      },
      {
        id: "kinks", title: "Kinks", unit: "kinks per pair", measured: true, both: false, ofUnits: true,
        says: "How many units switch on or off between the two samples of a pair.",
        lines: [{ key: "kinks", name: "kinks", colour: "series-1" }],
        reference: { key: "theory/kinks", label: "theory at start" },
        source: `${PAPER}, where it is called switch`,
        look: "That it hardly moves in training: networks straighten by smaller kinks, not by fewer.",
        define: [
          "N is the number of unit switches on the path, counted with multiplicity; the mean over pairs.",
          "At an initialisation without biases N is θ/π of the units, θ the angle between the two samples.", THEORY,
          "A unit that touches zero without changing sign makes no kink; units that switch at the same place count one each.", EXACT,
        ],
      },
      {
        id: "straightness", title: "Straightness", unit: "ratio", measured: true, both: true, ratio: true,
        says: "The bend against that of coin-flip kinks of the same sizes: below 1 is straighter than chance.",
        lines: [{ key: "straightness", name: "straightness", colour: "ink-3" }],
        reference: { y: 1, label: "chance" },
        formula: "\"straightness\" = frac{\"rms bend\"}{D √{Σ_i δ_i^2 t_i^2 (1 − t_i)^2 / 3}}",
        source: OWN,
        look: "Below 1: the kinks cancel better than chance would have it.",
        define: [
          "The null bend, D·√( Σ δᵢ² tᵢ²(1−tᵢ)²/3 ), is the rms bend expected of the same kinks with random signs. The root mean square over outputs and pairs, which is 1 for a random walk; undefined for a pair without kinks.",
          "The axis is logarithmic and centred on 1.", EXACT,
        ],
      },
      {
        id: "total_variation", title: "Total variation", unit: "output / input", measured: true, both: true,
        says: "All kinks of a path added up by size: the network curvature along it.",
        lines: [{ key: "total_variation", name: "total variation", colour: "series-1" }],
        formula: "\"total variation\" = Σ_i ‖δ_i‖",
        source: `${PAPER}, network curvature`,
        look: "How much bending there is in all, cancelled or not.",
        define: ["The norm is over the outputs.", "The integral of the network curvature along the path; the mean over pairs.", EXACT],
      },
      {
        id: "margin", title: "Margin against bend", unit: "output", measured: true, both: false, classification: true,
        says: "Once the margin is above the bend of the label’s output, the path cannot leave its class.",
        lines: [
          { key: "margin", name: "margin", colour: "series-1" },
          { key: "label_bend", name: "max bend", colour: "series-2" },
        ],
        formula: "\"margin\" = f_label − max_{c ≠ label} f_c",
        source: `${PAPER}, figure 6`,
        look: "The moment the margin passes the bend.",
        define: [
          "The mean over both ends of the path.",
          "Against it stands the max bend of the label’s output. Both raw; figure 6 of the paper.", EXACT,
        ],
      },
      {
        id: "structure", title: "Structure function", unit: "slope change, output / input", measured: true, both: false, structure: true,
        says: "How much the slope changes over a distance Δ, at the start and now, on log axes.",
        lines: Array.from({ length: 8 }, (_, i) => ({ key: `structure/${i + 1}`, name: `Δ = D/${2 ** (i + 1)}` })),
        formula: "D(Δ) = √{mean_s ‖g(s + Δ) − g(s)‖^2}, \" \" Δ = D · 2^{−j}",
        source: "Kolmogorov’s structure function; the Hessian at scale Δ",
        look: "The slope on log axes: ½ is a random walk.",
        define: [
          "Δ runs from half the distance of the samples to 1/256 of it, j = 1 … 8.",
          "The Hessian at scale Δ. For a random walk D grows like √Δ: slope ½ on log axes, drawn dashed through the point of the smallest Δ. A steeper line bends smoothly, a flatter one wiggles.", EXACT,
        ],
      },
      {
        id: "kinks_layer", title: "Kinks per layer", unit: "kinks per pair", measured: true, both: false, perLayer: true, deep: true,
        says: "Which layers’ units switch between the two samples.",
        lines: [],
        define: ["The kinks of the path by the hidden layer of the unit that switches; the mean over pairs.", EXACT],
      },
      {
        id: "gradient", title: "Gradient at the samples", unit: "output / input", measured: true, both: false,
        says: "How different the whole input gradient is at the two samples, not only along the line.",
        lines: [{ key: "gradient_deflection", name: "difference", colour: "series-1" }],
        formula: "‖∇f_c(x_b) − ∇f_c(x_a)‖",
        source: OWN,
        look: "Whether what holds on the segment holds around it.",
        define: ["The mean over outputs and pairs.", "The same question as the deflection, off the segment. Exact, by back-propagation at the two samples."],
      },
    ],
  },
  {
    id: "training", title: "Training", charts: [
      {
        id: "loss", title: "Loss", unit: "per sample",
        says: "What training lowers; the batch mean for training data, the whole set for test data.",
        lines: [
          { key: "train/loss", name: "train", colour: "series-1", smoothed: true },
          { key: "test/loss", name: "test", colour: "series-2" },
        ],
        define: [
          "The mean over samples of the run’s loss: softmax cross-entropy in nats, or the squared error.",
          "train is the mean over mini-batches, each before its step; test is the mean over the test samples, at every measured step.",
        ],
      },
      {
        id: "splines", title: "Distance to splines", unit: "share of the targets’ size", regression: true,
        says: "Whether the fitted curve is a linear or a cubic spline through the samples.",
        lines: [
          { key: "curve/linear_spline_distance", name: "linear", colour: "series-1" },
          { key: "curve/cubic_spline_distance", name: "cubic", colour: "series-2" },
        ],
        define: [
          "distance = √ mean over x of (f(x) − S(x))² / √ mean of y²",
          "x runs from the smallest to the largest training input, y are the targets. S is the linear spline, which joins the samples by straight lines, or the natural cubic spline, the interpolant of least bending.",
          "A network whose kinks stay where they were tends to the cubic spline, one whose kinks move to the linear spline (Williams et al. 2019).",
          "Both integrals are exact: the curve is linear between kinks.",
        ],
      },
      {
        id: "accuracy", title: "Accuracy", unit: "share of samples", format: percent, range: { min: 0, max: 1 }, classification: true,
        says: "How often the largest output is the label.",
        lines: [
          { key: "train/accuracy", name: "train", colour: "series-1" },
          { key: "test/accuracy", name: "test", colour: "series-2" },
        ],
        define: ["The share of samples whose largest output belongs to their label, at every measured step. train is over the first 1000 training samples, test over the test samples."],
      },
    ],
  },
  {
    id: "cost", title: "Speed and cost of measuring", folded: true, charts: [
      {
        id: "speed", title: "Speed", unit: "steps / s", says: "Training steps per second of wall time.",
        lines: [{ key: "speed/steps_per_second", name: "speed", colour: "series-1" }],
        define: ["Measured while training, pauses left out."],
      },
      {
        id: "learning_rate", title: "Learning rate", unit: "per step", says: "The step size, with its warm-up.",
        lines: [{ key: "train/learning_rate", name: "learning rate", colour: "series-1" }],
        define: ["The factor on the gradient in each step. During warm-up it rises linearly to its set value."],
      },
      {
        id: "measure_millis", title: "Time of a measurement", unit: "ms", says: "What one measurement of all pairs took.",
        lines: [{ key: "measure/millis", name: "time", colour: "series-1" }],
        define: ["Wall time of one measurement over all pairs, on its own worker: training does not wait for it."],
      },
      {
        id: "measure_skipped", title: "Skipped measurements", unit: "measurements",
        says: "Steps that were due but not measured, because the one before was still under way.",
        lines: [{ key: "measure/skipped", name: "skipped", colour: "series-1" }],
        define: ["Measure steps whose parameters were replaced by newer ones before a worker was free. The first and the last step are always measured."],
      },
    ],
  },
];

/** The chart's lines with the full metric keys of a view; `layers` is the number of hidden layers. */
export function linesOf(chart, normalised, layers) {
  if (!chart.measured) return chart.lines;
  const group = normalised && chart.both ? "normalised" : "path";
  const lines = chart.perLayer
    ? Array.from({ length: layers }, (_, i) => ({ key: `kinks_layer_${i + 1}`, name: `layer ${i + 1}`, layer: i + 1, layers }))
    : chart.lines;
  return lines.map((line) => ({ ...line, key: line.key.includes("/") ? line.key : `${group}/${line.key}` }));
}

/** What the normalised view does, for the definition dialog. */
export const NORMALISED = "Shown normalised: outputs and slopes at t are divided by ℓ(t) = (1−t)·r_a + t·r_b, "
  + "r = ‖f(x)‖ / ‖f_ref(x)‖ with f_ref the network at initialisation, so that growth of the outputs is not mistaken for bending.";

export const RAW = "Shown raw: outputs as they are, growth included.";

/** Whether many runs can share the chart. */
export function isOverlaid(chart) {
  return !chart.structure && !chart.perLayer;
}
