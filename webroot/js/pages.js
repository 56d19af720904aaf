import { h, listen } from "./dom.js";
import { session } from "./session.js";
import { mountNotAllowed } from "./views/login.js";
import { failure, notice } from "./views/notice.js";

/** Pages that make sense with accounts only. */
const OF_ACCOUNTS = ["login", "welcome", "password", "tokens", "use", "admin/users"];
/** Pages that need no login. */
export const OPEN = ["login", "welcome"];
const ID = /^[1-9]\d*$/;

/** The pages by the first part of their address. `one` is the page of something with a number. */
const PAGES = {
  "": { all: async () => (await import("./views/start.js")).mountStart },
  runs: {
    all: async () => (await import("./views/runs.js")).mountRuns,
    one: async () => (await import("./views/run.js")).mountRun,
  },
  compare: { all: async () => (await import("./views/compare.js")).mountCompare },
  new: { all: async () => (await import("./views/new-run.js")).mountNewRun },
  glossary: { all: async () => (await import("./views/glossary.js")).mountGlossary },
  api: { all: async () => (await import("./views/api.js")).mountApi },
  datasets: { all: async () => (await import("./views/datasets.js")).mountDatasets },
  guided: { all: async () => (await import("./views/guided.js")).mountGuided },
  experiments: {
    all: async () => (await import("./views/experiments.js")).mountExperiments,
    new: async () => (await import("./views/new-experiment.js")).mountNewExperiment,
    one: async () => (await import("./views/experiment.js")).mountExperiment,
  },
  login: { all: async () => (await import("./views/login.js")).mountLogin },
  welcome: { all: async () => (await import("./views/login.js")).mountWelcome },
  password: { all: async () => (await import("./views/login.js")).mountPassword },
  tokens: { all: async () => (await import("./views/tokens.js")).mountTokens },
  use: { all: async () => (await import("./views/use.js")).mountUse },
  admin: {
    all: async () => (await import("./views/server.js")).mountServer,
    users: async () => (await import("./views/users.js")).mountUsers,
    audit: async () => (await import("./views/audit.js")).mountAudit,
  },
};

/**
 * Promises the function (container, context, params) that mounts the page at an address, and returns what
 * updates and destroys it. A page's modules are loaded when it is first shown.
 */
export async function loadPage([name = "", part, ...rest]) {
  const ofAccounts = OF_ACCOUNTS.includes(part === undefined ? name : `${name}/${part}`);
  const page = ofAccounts && !session.accounts ? undefined : PAGES[name];
  const kind = part === undefined ? "all" : ID.test(part) ? "one" : part;
  const load = rest.length === 0 && page !== undefined && Object.hasOwn(page, kind) ? page[kind] : null;
  if (!load) return mountMissing;
  const role = roleFor(name, part);
  if (!OPEN.includes(name) && !session.is(role)) return (container) => mountNotAllowed(container, role);
  try {
    const mount = await load();
    return kind === "one" ? (container, context, params) => mount(container, context, Number(part), params) : mount;
  } catch (error) {
    console.warn(error);
    return mountOutdated;
  }
}

function roleFor(name, part) {
  if (name === "admin") return "admin";
  return name === "new" || (name === "experiments" && part === "new") ? "member" : "viewer";
}

function mountMissing(container) {
  container.append(h("h1", { class: "visually-hidden" }, "No such page"), failure({ status: 404, message: `There is no page ${location.hash}` }));
}

/** A browser does not try again by itself what it could not load. */
function mountOutdated(container, { live }) {
  const reload = () => location.reload();
  container.append(h("h1", { class: "visually-hidden" }, "Page not loaded"), notice({
    kind: "bad",
    title: "This page could not be loaded",
    text: "The server cannot be reached, or it has a new version of the dashboard.",
    actions: [h("button", { type: "button", class: "button button-primary", onclick: reload }, "Reload")],
    testid: "failure",
  }));
  return { destroy: listen(live, "reconnected", reload) };
}
