import { fetchUse } from "../account-api.js";
import { h } from "../dom.js";
import { bytes, count, plural } from "../format.js";
import { failure, loading } from "./notice.js";

const SHARES = [
  { name: "running", label: "Runs that train", text: count, full: "More wait until one of them ends." },
  { name: "queued", label: "Runs that wait", text: count, full: "No more are taken until some begin or are stopped." },
  { name: "points", label: "Stored points", text: count, full: "Runs pause until some are deleted." },
  { name: "diskBytes", label: "On the disk", text: bytes, full: "Runs pause until runs or uploads are deleted." },
];

/** What one takes of what all share, and how much of it one may. */
export function mountUse(container) {
  document.title = "Use and limits · Straightedge";
  const content = h("div", {}, loading("Adding up…"));
  container.append(h("div", { class: "page-head" }, h("h1", {}, "Use and limits")),
    h("p", { class: "page-lead" }, "Everybody here shares one machine. Users take turns in the queue, whoever has more runs in it; an administrator sets the limits."), content);
  let gone = false;
  load();

  async function load() {
    try {
      const { use, limits } = await fetchUse();
      if (!gone) content.replaceChildren(h("dl", { class: "card use-list", "data-testid": "use" }, ...SHARES.map((share) => row(share, use[share.name], limits[share.name]))));
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load));
    }
  }

  return {
    destroy() {
      gone = true;
    },
  };
}

function row({ name, label, text, full }, used, limit) {
  const isFull = limit > 0 && used >= limit;
  return h("div", { class: "use-row", "data-share": name, "data-full": isFull ? "" : null },
    h("dt", {}, label),
    h("dd", {}, limit > 0 ? `${text(used)} of at most ${text(limit)}` : `${text(used)}, without a limit`,
      limit > 0 ? h("meter", { min: 0, max: limit, high: limit * 0.9, value: Math.min(used, limit), "aria-label": label }) : null,
      isFull ? h("p", {}, full) : null));
}

/** One line for a table: 2 training, 10 waiting, 1200 points, 3 MB. */
export function useText({ running, queued, points, diskBytes }) {
  return [`${count(running)} training`, `${count(queued)} waiting`, plural(points, "point"), bytes(diskBytes)].join(", ");
}
