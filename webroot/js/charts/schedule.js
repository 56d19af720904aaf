/**
 * Runs `work` in an animation frame at most once per `millis`, however often it is requested; the last
 * request is never lost.
 */
export function throttled(work, millis) {
  let timer = null;
  let frame = null;
  let last = -Infinity;
  const run = () => {
    frame = null;
    last = performance.now();
    work();
  };
  const toFrame = () => {
    timer = null;
    frame = requestAnimationFrame(run);
  };
  return {
    request() {
      if (timer !== null || frame !== null) return;
      const wait = last + millis - performance.now();
      if (wait <= 0) toFrame();
      else timer = setTimeout(toFrame, wait);
    },
    cancel() {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      timer = null;
      frame = null;
    },
  };
}
