import { h } from "./dom.js";
import { session } from "./session.js";
import { mountApi } from "./views/api.js";
import { mountAudit } from "./views/audit.js";
import { mountCompare } from "./views/compare.js";
import { mountDatasets } from "./views/datasets.js";
import { mountExperiment } from "./views/experiment.js";
import { mountExperiments } from "./views/experiments.js";
import { mountGlossary } from "./views/glossary.js";
import { mountGuided } from "./views/guided.js";
import { mountLogin, mountNotAllowed, mountPassword, mountWelcome } from "./views/login.js";
import { mountNewExperiment } from "./views/new-experiment.js";
import { mountNewRun } from "./views/new-run.js";
import { failure } from "./views/notice.js";
import { mountRun } from "./views/run.js";
import { mountRuns } from "./views/runs.js";
import { mountServer } from "./views/server.js";
import { mountStart } from "./views/start.js";
import { mountTokens } from "./views/tokens.js";
import { mountUse } from "./views/use.js";
import { mountUsers } from "./views/users.js";

/** Pages that make sense with accounts only. */
const OF_ACCOUNTS = ["login", "welcome", "password", "tokens", "use", "admin/users"];
/** Pages that need no login. */
export const OPEN = ["login", "welcome"];
const ID = /^[1-9]\d*$/;

/** The pages by the first part of their address. `one` is the page of something with a number. */
const PAGES = {
  "": { all: mountStart },
  runs: { all: mountRuns, one: mountRun },
  compare: { all: mountCompare },
  new: { all: mountNewRun },
  glossary: { all: mountGlossary },
  api: { all: mountApi },
  datasets: { all: mountDatasets },
  guided: { all: mountGuided },
  experiments: { all: mountExperiments, new: mountNewExperiment, one: mountExperiment },
  login: { all: mountLogin },
  welcome: { all: mountWelcome },
  password: { all: mountPassword },
  tokens: { all: mountTokens },
  use: { all: mountUse },
  admin: { all: mountServer, users: mountUsers, audit: mountAudit },
};

/** The function (container, context, params) that mounts the page at an address, and returns what updates and destroys it. */
export function pageAt([name = "", part, ...rest]) {
  const ofAccounts = OF_ACCOUNTS.includes(part === undefined ? name : `${name}/${part}`);
  const page = ofAccounts && !session.accounts ? undefined : PAGES[name];
  const kind = part === undefined ? "all" : ID.test(part) ? "one" : part;
  if (rest.length > 0 || page === undefined || !Object.hasOwn(page, kind)) return mountMissing;
  const role = roleFor(name, part);
  if (!OPEN.includes(name) && !session.is(role)) return (container) => mountNotAllowed(container, role);
  const mount = page[kind];
  return kind === "one" ? (container, context, params) => mount(container, context, Number(part), params) : mount;
}

function roleFor(name, part) {
  if (name === "admin") return "admin";
  return name === "new" || (name === "experiments" && part === "new") ? "member" : "viewer";
}

function mountMissing(container) {
  container.append(failure({ status: 404, message: `There is no page ${location.hash}` }, null, undefined, true));
}
