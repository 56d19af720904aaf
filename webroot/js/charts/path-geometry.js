/*
 * Exact numbers of one path. F_c is continuous and piecewise linear: it starts at f0 with slope slope0
 * per unit of arc length s = t·D, and its slope changes by gap[i] at t[i].
 */

/** The path's nodes (the two ends and its kinks) and a cache of what was computed per output. */
export class PathGeometry {
  #outputs = new Map();

  constructor(path) {
    this.path = path;
    this.length = path.length;
    this.kinks = path.t.length;
    this.outputs = path.f0.length;
    this.nodes = Float64Array.from([0, ...path.t, 1]);
  }

  /** Everything known of one output; computed once, in time linear in the number of kinks. */
  output(c) {
    if (!this.#outputs.has(c)) this.#outputs.set(c, analyse(this, c));
    return this.#outputs.get(c);
  }

  /** Kinks per layer, from the first hidden layer on. */
  kinksPerLayer() {
    const counts = [];
    for (const layer of this.path.layer) counts[layer - 1] = (counts[layer - 1] ?? 0) + 1;
    return Array.from(counts, (n) => n ?? 0);
  }

  /** Index of the piece that holds t. */
  pieceAt(t) {
    let low = 0;
    let high = this.kinks;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.path.t[middle] <= t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  valueAt(c, t) {
    const { values, slopes } = this.output(c);
    const piece = this.pieceAt(t);
    return values[piece] + slopes[piece] * (t - this.nodes[piece]) * this.length;
  }
}

function analyse(geometry, c) {
  const { nodes, kinks, length, path } = geometry;
  const values = new Float64Array(kinks + 2);
  const slopes = new Float64Array(kinks + 1);
  let squares = 0;
  let slope = path.slope0[c];
  values[0] = path.f0[c];
  for (let i = 0; i <= kinks; i++) {
    if (i > 0) {
      slope += path.gap[i - 1][c];
      squares += path.gap[i - 1][c] ** 2;
    }
    slopes[i] = slope;
    values[i + 1] = values[i] + slope * (nodes[i + 1] - nodes[i]) * length;
  }
  const bend = bends(nodes, values);
  const nullBend = nullBendOf(geometry, c);
  return {
    values,
    slopes,
    first: values[0],
    last: values[kinks + 1],
    squares,
    gapDeviation: kinks === 0 ? null : Math.sqrt(squares / kinks),
    maxBend: bend.max,
    rmsBend: bend.rms,
    nullBend,
    straightness: nullBend > 0 ? bend.rms / nullBend : null,
  };
}

/** Largest and rms distance from the chord; exact, for the deviation is linear on every piece. */
function bends(nodes, values) {
  const end = values.length - 1;
  const rise = values[end] - values[0];
  let max = 0;
  let integral = 0;
  let p = 0;
  for (let i = 1; i <= end; i++) {
    const q = values[i] - values[0] - rise * nodes[i];
    max = Math.max(max, Math.abs(q));
    integral += ((p * p + p * q + q * q) / 3) * (nodes[i] - nodes[i - 1]);
    p = q;
  }
  return { max, rms: Math.sqrt(integral) };
}

/** The rms bend expected if every gap had a coin-flip sign. */
function nullBendOf({ path, length, kinks }, c) {
  let sum = 0;
  for (let i = 0; i < kinks; i++) {
    const t = path.t[i];
    sum += (path.gap[i][c] * t * (1 - t)) ** 2 / 3;
  }
  return length * Math.sqrt(sum);
}

/** One standard deviation of F_c(t) around its chord if every gap had a coin-flip sign, at equispaced t. */
export function chordBand({ path, length, kinks }, c, points = 160) {
  const band = [];
  let rest = 0;
  for (let i = 0; i < kinks; i++) rest += (path.gap[i][c] * (1 - path.t[i])) ** 2;
  let passed = 0;
  let next = 0;
  for (let j = 0; j <= points; j++) {
    const t = j / points;
    for (; next < kinks && path.t[next] <= t; next++) {
      rest -= (path.gap[next][c] * (1 - path.t[next])) ** 2;
      passed += (path.gap[next][c] * path.t[next]) ** 2;
    }
    const variance = (1 - t) ** 2 * passed + t ** 2 * Math.max(0, rest);
    band.push({ t, deviation: length * Math.sqrt(variance) });
  }
  return band;
}

/**
 * The random-walk bridge between the first and the last slope, one entry per piece: its mean, and one
 * standard deviation when the squared gaps are kept and only their signs and order are chance.
 */
export function slopeBand(geometry, c) {
  const { slopes, squares } = geometry.output(c);
  const { gap } = geometry.path;
  const rise = slopes.at(-1) - slopes[0];
  const means = new Float64Array(slopes.length);
  const deviations = new Float64Array(slopes.length);
  let passed = 0;
  for (let i = 0; i < slopes.length; i++) {
    if (i > 0) passed += gap[i - 1][c] ** 2;
    const share = squares > 0 ? Math.min(1, passed / squares) : 0;
    means[i] = slopes[0] + rise * share;
    deviations[i] = Math.sqrt(squares * share * (1 - share));
  }
  return { means, deviations };
}
