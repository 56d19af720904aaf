import { actOnRun } from "../api.js";
import { confirmDialog } from "./dialogs.js";
import { sentence } from "./notice.js";
import { toast } from "./toast.js";

/** Asks, then stops the run. */
export async function askStop(run) {
  const yes = await confirmDialog({
    title: `Stop “${run.name}”?`,
    text: "Training ends at the next batch. What was measured so far is kept; the run cannot be resumed.",
    action: "Stop run",
  });
  return yes && attempt(() => actOnRun(run.id, "stop"));
}

/** Lets a run wait; it loses nothing by it. */
export function pause(run) {
  return attempt(() => actOnRun(run.id, "pause"));
}

export function resume(run) {
  return attempt(() => actOnRun(run.id, "resume"));
}

/** Makes a queued run the next to begin. */
export function moveFirst(run) {
  return attempt(() => actOnRun(run.id, "move", { position: 0 }));
}

async function attempt(request) {
  try {
    await request();
    return true;
  } catch (error) {
    toast(sentence(error.message));
    return false;
  }
}
