/**
 * What the pairs of a run can be compared by. A ratio is 1 for a random walk in the root mean square, so that is
 * what its pairs are summarised by.
 */
export const PAIR_MEASURES = [
  { id: "gap_deviation", column: "gapDeviation", name: "Gap deviation", short: "Gap deviation", unit: "output / input" },
  { id: "straightness", column: "straightness", name: "Straightness", short: "Straightness", ratio: true, reference: "chance" },
  { id: "ratio", column: "deflectionRatio", name: "Deflection ratio", short: "Ratio", ratio: true, reference: "random walk" },
];

/** The pairs of one step: { pair, samples, classes (the lower first, or null), kept, kinks, value }. */
export function pairsOf(readings, measure) {
  const kept = new Set(readings.kept);
  return readings.a.map((a, pair) => ({
    pair,
    samples: [a, readings.b[pair]],
    classes: readings.classA[pair] === null ? null : [readings.classA[pair], readings.classB[pair]].sort((x, y) => x - y),
    kept: kept.has(pair),
    kinks: readings.kinks[pair],
    value: readings[measure.column][pair],
  }));
}

/** Groups of pairs of the same classes, by these: { classes, pairs, value, error, defined }. */
export function byClasses(pairs, measure) {
  const groups = new Map();
  for (const pair of pairs) {
    const key = classKey(pair.classes);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(pair);
  }
  return new Map([...groups].map(([key, members]) => [key, { classes: members[0].classes, pairs: members, ...summary(members, measure) }]));
}

/** @param classes the lower first, or null */
export function classKey(classes) {
  return String(classes);
}

/** Mean, or root mean square, over pairs with its standard error, NaN below two pairs. */
export function summary(pairs, measure) {
  const values = pairs.map((pair) => pair.value).filter(Number.isFinite).map((value) => (measure.ratio ? value ** 2 : value));
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) / n);
  if (!measure.ratio) return { value: mean, error, defined: n };
  const root = Math.sqrt(mean);
  return { value: root, error: error / (2 * root), defined: n };
}
