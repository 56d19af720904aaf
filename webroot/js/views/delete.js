import { GRACE_MILLIS, deletions } from "../deletions.js";
import { sentence } from "./notice.js";
import { toast } from "./toast.js";

/** Deletes a run, an experiment or a dataset, which can be undone for a few seconds. */
export function deleteWithUndo(path, name) {
  deletions.add(path);
  toast(`“${name}” is deleted.`, { text: "Undo", millis: GRACE_MILLIS, act: () => deletions.undo(path) });
}

deletions.addEventListener("failed", ({ detail }) => toast(sentence(detail.message)));
