const LEAST_STEPS = 2;

/** The steps { from, to } between two places, in whole steps and inside [0, last]; null for all of them. */
function stretch(a, b, last) {
  const [low, high] = a < b ? [a, b] : [b, a];
  let from = Math.max(0, Math.floor(low));
  let to = Math.min(last, Math.ceil(high));
  if (to - from < LEAST_STEPS) {
    from = Math.max(0, Math.min(from, last - LEAST_STEPS));
    to = from + LEAST_STEPS;
  }
  return from === 0 && to >= last ? null : { from, to };
}

/** The zoom, or all steps up to the last, grown by a factor around a step (its middle if none is given). */
function scaled(zoom, factor, around, last) {
  const { from, to } = zoom ?? { from: 0, to: last };
  const centre = around ?? (from + to) / 2;
  return stretch(centre - (centre - from) * factor, centre + (to - centre) * factor, last);
}

/** The zoom that an address says; null where it says none that makes sense. */
export function zoomOf(params) {
  const [from, to] = ["from", "to"].map((name) => Number(params.get(name) ?? NaN));
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to > from ? { from, to } : null;
}

/**
 * The zoom that the charts of a page share, kept in the address.
 *
 * @param now tells the zoom at present
 * @param last tells the last step there is
 */
export function sharedZoom(router, now, last) {
  const set = (zoom) => router.setParams({ from: zoom?.from ?? null, to: zoom?.to ?? null });
  return {
    to: (from, to) => set(stretch(from, to, last())),
    by: (factor, around = null) => set(scaled(now(), factor, around, last())),
    reset: () => set(null),
  };
}
