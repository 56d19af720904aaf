import { h } from "./dom.js";
import { Live } from "./live.js";
import { Router } from "./router.js";
import { session } from "./session.js";
import { Store } from "./store.js";
import { applyTheme } from "./theme.js";
import { mountAudit } from "./views/audit.js";
import { mountCompare } from "./views/compare.js";
import { mountDatasets } from "./views/datasets.js";
import { mountExperimentPage } from "./views/experiment-pages.js";
import { mountGlossary } from "./views/glossary.js";
import { mountKeyboard } from "./views/keyboard.js";
import { mountLogin, mountNotAllowed, mountPassword, mountWelcome } from "./views/login.js";
import { mountNewRun } from "./views/new-run.js";
import { failure, sentence } from "./views/notice.js";
import { mountRun } from "./views/run.js";
import { mountRuns } from "./views/runs.js";
import { mountShell } from "./views/shell.js";
import { mountStart } from "./views/start.js";
import { toast } from "./views/toast.js";
import { mountTokens } from "./views/tokens.js";
import { mountUsers } from "./views/users.js";

applyTheme();

const store = new Store();
const router = new Router();
const live = new Live(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/live`);
const shell = mountShell(document.body, live);
const context = { store, router, live };

/** Places that belong to another one of the navigation. */
const PLACES = { guided: "experiments", compare: "runs" };

/** Places that somebody who is not logged in may see. */
const OPEN = ["login", "welcome"];

let place = null;
let mounted = null;

/** A view is mounted once per place; a change of its parameters only updates it. */
function show() {
  const { parts, params } = router.route;
  if (session.loginNeeded && !OPEN.includes(parts[0])) return router.go(`#/login?${new URLSearchParams({ to: location.hash || "#/" })}`);
  const next = `#/${parts.join("/")}`;
  if (next === place) return mounted?.update?.(params);
  const first = place === null;
  mounted?.destroy?.();
  place = next;
  shell.showPlace(`#/${PLACES[parts[0]] ?? parts[0] ?? ""}`, parts.length <= 1 && !PLACES[parts[0]]);
  shell.view.replaceChildren();
  mounted = mount(parts, params);
  scrollTo(0, 0);
  if (!first && !shell.view.contains(document.activeElement)) shell.view.focus({ preventScroll: true });
  return undefined;
}

function mount(parts, params) {
  const [name, id] = parts;
  const role = roleFor(name, id);
  if (!session.is(role) && !OPEN.includes(name)) return mountNotAllowed(shell.view, role);
  if (session.accounts) {
    const page = mountAccountPage(parts, params);
    if (page !== undefined) return page;
  }
  if (name === undefined) return mountStart(shell.view, context);
  if (name === "runs" && id === undefined) return mountRuns(shell.view, context, params);
  if (name === "runs" && /^[1-9]\d*$/.test(id) && parts.length === 2) return mountRun(shell.view, context, Number(id), params);
  if (name === "compare" && id === undefined) return mountCompare(shell.view, context, params);
  if (name === "new" && id === undefined) return mountNewRun(shell.view, context, params);
  if (name === "glossary" && id === undefined) return mountGlossary(shell.view);
  if (name === "datasets" && id === undefined) return mountDatasets(shell.view);
  const page = mountExperimentPage(shell.view, context, parts, params);
  if (page) return page;
  shell.view.append(h("h1", { class: "visually-hidden" }, "No such page"), failure({ status: 404, message: `There is no page ${location.hash}` }));
  return null;
}

/** The page of a place that has to do with accounts; undefined for any other place. */
function mountAccountPage(parts, params) {
  const place = parts.join("/");
  if (place === "login") return mountLogin(shell.view, context, params) ?? null;
  if (place === "welcome") return mountWelcome(shell.view, context, params) ?? null;
  if (place === "password") return mountPassword(shell.view, context) ?? null;
  if (place === "tokens") return mountTokens(shell.view);
  if (place === "admin/users") return mountUsers(shell.view);
  if (place === "admin/audit") return mountAudit(shell.view);
  return undefined;
}

function roleFor(name, id) {
  if (name === "admin") return "admin";
  return name === "new" || (name === "experiments" && id === "new") ? "member" : "viewer";
}

/** Everything on the page may belong to the one before. */
function onSession() {
  shell.showUser();
  if (session.loginNeeded) live.disconnect();
  else live.connect();
  store.putRuns([], { replace: true });
  place = null;
  show();
}

/** A connection that is lost may be one that was ended with its login. */
async function onLive() {
  if (live.state !== "lost" || !session.accounts) return;
  try {
    await session.load();
    if (session.loginNeeded) onSession();
  } catch {
    // The server cannot be reached; the connection tells so.
  }
}

async function begin() {
  try {
    await session.load();
  } catch {
    // The page that is asked for says what is wrong.
  }
  session.addEventListener("change", onSession);
  session.addEventListener("ended", onSession);
  live.addEventListener("state", onLive);
  router.addEventListener("route", show);
  shell.showUser();
  if (!session.loginNeeded) live.connect();
  show();
}

function receive(message) {
  if (message.type === "error") toast(sentence(message.message));
  else store.apply(message);
}

live.addEventListener("message", (event) => receive(event.detail));
mountKeyboard(router, () => mounted);
begin();
