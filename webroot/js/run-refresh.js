import { fetchRun } from "./api.js";

/** Takes over what became of a run while the connection was lost: names and notes are told only to those who listen. */
export async function refreshRun(store, id) {
  try {
    const run = await fetchRun(id);
    if (run.lastSeq >= (store.run(id)?.lastSeq ?? 0)) store.putRun(run);
  } catch (error) {
    if (error.status === 404) store.removeRun(id);
  }
}
