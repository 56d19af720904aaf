import { recall, remember } from "./remembered.js";

const CHARTS = ["raw", "x", "log", "smooth"];
const RUNS = [...CHARTS, "mean"];

/** The parameters of a page's address that are the taste of who looks, not what is looked at. */
function settingsOf([name, id]) {
  if (name === "runs" && id === undefined) return { page: "runs", names: [...RUNS, "cols", "sort", "group"] };
  if (name === "runs") return { page: "run", names: CHARTS };
  if (name === "compare") return { page: "compare", names: [...RUNS, "diff"] };
  return null;
}

/** Remembers what an address says of its page's settings. */
export function rememberView({ parts, params }) {
  const settings = settingsOf(parts);
  if (!settings) return;
  const said = settings.names.filter((name) => params.has(name)).map((name) => [name, params.get(name)]);
  remember(`view.${settings.page}`, Object.fromEntries(said));
}

/** What a page's settings were last; none where the address says some itself. */
export function recallView({ parts, params }) {
  const settings = settingsOf(parts);
  if (!settings || settings.names.some((name) => params.has(name))) return {};
  const kept = Object.entries(recall(`view.${settings.page}`) ?? {});
  return Object.fromEntries(kept.filter(([name, value]) => settings.names.includes(name) && typeof value === "string"));
}
