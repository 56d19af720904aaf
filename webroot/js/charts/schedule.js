let atOnce = false;

/** Whatever is asked to be drawn in `work` is drawn before it ends: paper does not wait for the next frame. */
export function drawAtOnce(work) {
  atOnce = true;
  work();
  atOnce = false;
}

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
      if (atOnce) return run();
      if (timer !== null || frame !== null) return undefined;
      const wait = last + millis - performance.now();
      if (wait <= 0) toFrame();
      else timer = setTimeout(toFrame, wait);
      return undefined;
    },
    cancel() {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      timer = null;
      frame = null;
    },
  };
}

/** What one animation frame may spend on drawing, so that the page answers people meanwhile. */
const FRAME_MILLIS = 12;
const OUT_OF_SIGHT_MILLIS = 2000;

const due = new Set();
let frame = null;

/**
 * As `throttled`, for work that draws on `element` and returns whether there was anything to draw: drawings in sight
 * come first, those out of sight every two seconds at most, and of many at once no more in one frame than leaves it
 * smooth.
 */
export function drawing(element, work, millis) {
  const task = { inSight: false, run };
  let wanted = false;
  let timer = null;
  let last = -Infinity;
  const observer = new IntersectionObserver((entries) => {
    task.inSight = entries.at(-1).isIntersecting;
    if (wanted && task.inSight) plan();
  });
  observer.observe(element);

  function plan() {
    clearTimeout(timer);
    const wait = last + (task.inSight ? millis : OUT_OF_SIGHT_MILLIS) - performance.now();
    timer = setTimeout(enqueue, Math.max(0, wait));
  }

  function enqueue() {
    timer = null;
    due.add(task);
    frame ??= requestAnimationFrame(drawDue);
  }

  function run() {
    wanted = !work();
    if (!wanted) last = performance.now();
  }

  return {
    request() {
      if (atOnce) return run();
      wanted = true;
      if (timer === null && !due.has(task)) plan();
      return undefined;
    },
    cancel() {
      clearTimeout(timer);
      due.delete(task);
      observer.disconnect();
    },
  };
}

function drawDue() {
  frame = null;
  const start = performance.now();
  for (const task of [...due].sort((a, b) => b.inSight - a.inSight)) {
    if (performance.now() - start > FRAME_MILLIS) break;
    due.delete(task);
    task.run();
  }
  if (due.size > 0) frame = requestAnimationFrame(drawDue);
}
