/** What the x axis of a run's charts counts: training steps, epochs, or seconds since the start. */
export class XUnit {
  #epochs;
  #perStep;
  #clock;

  /** @param series the run's series; the longest of them is the clock that says when a step was */
  constructor({ x, stepsPerEpoch }, series) {
    this.#epochs = x === "epoch";
    this.#perStep = this.#epochs && stepsPerEpoch > 0 ? 1 / stepsPerEpoch : 1;
    this.#clock = x === "time" ? longest(series) : null;
  }

  /** The x of every point of a series, whose run may have epochs of its own length. */
  of({ steps, millis }, stepsPerEpoch) {
    if (this.#clock) return millis.map((value) => value / 1000);
    const perStep = this.#epochs && stepsPerEpoch > 0 ? 1 / stepsPerEpoch : this.#perStep;
    return perStep === 1 ? steps : steps.map((step) => step * perStep);
  }

  fromStep(step) {
    return this.#clock ? between(this.#clock.steps, this.#clock.millis, step) / 1000 : step * this.#perStep;
  }

  toStep(x) {
    return this.#clock ? between(this.#clock.millis, this.#clock.steps, x * 1000) : x / this.#perStep;
  }
}

/** The index of the first of some ascending values that is at least `value`; their number where none is. */
export function firstFrom(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the value nearest to `value` among some ascending ones; -1 where there are none. */
export function nearest(values, value) {
  const above = firstFrom(values, value);
  if (above === values.length || (above > 0 && value - values[above - 1] < values[above] - value)) return above - 1;
  return above;
}

function longest(series) {
  let clock = { steps: [], millis: [] };
  for (const one of series.values()) if (one.steps.length > clock.steps.length) clock = one;
  return clock;
}

function between(from, to, value) {
  if (from.length === 0) return 0;
  const above = Math.min(from.length - 1, Math.max(1, firstFrom(from, value)));
  const below = Math.max(0, above - 1);
  const share = from[above] > from[below] ? (value - from[below]) / (from[above] - from[below]) : 0;
  return to[below] + Math.min(1, Math.max(0, share)) * (to[above] - to[below]);
}
