import { h, icon } from "../dom.js";
import { hasEnded, isWaiting } from "../store.js";

const WORDS = {
  queued: "Queued", running: "Running", paused: "Paused", finished: "Finished",
  failed: "Failed", stopped: "Stopped", interrupted: "Interrupted",
};

export function stateWord(state) {
  return WORDS[state] ?? state;
}

/** Icon, colour and word of a run's state. */
export function stateBadge(state) {
  return h("span", { class: "state", "data-state": state }, icon(WORDS[state] ? state : "queued"), stateWord(state));
}

/** How far a run is: share done, time taken and time left in milliseconds; NaN where unknown. */
export function progressOf(run, now = Date.now()) {
  const total = run.setup?.totalSteps ?? NaN;
  const share = total === 0 ? Number(run.state === "finished") : Math.min(1, run.step / total);
  const end = run.ended ? Date.parse(run.ended) : now;
  const waits = isWaiting(run) || run.state === "queued";
  const elapsed = run.started && !waits ? Math.max(0, end - Date.parse(run.started)) : NaN;
  const left = run.state === "running" && run.step > 0 ? (elapsed / run.step) * (total - run.step) : NaN;
  return { share, total, elapsed, left };
}

/** Whether it trains or waits for its turn. */
export function canPause(run) {
  return !hasEnded(run) && !isWaiting(run);
}

export function canStop(run) {
  return !hasEnded(run);
}
