import { Live } from "./live.js";
import { OPEN, pageAt } from "./pages.js";
import { Router } from "./router.js";
import { session } from "./session.js";
import { Store } from "./store.js";
import { applyTheme } from "./theme.js";
import { recallView, rememberView } from "./view-settings.js";
import { mountKeyboard } from "./views/keyboard.js";
import { sentence } from "./views/notice.js";
import { mountShell } from "./views/shell.js";
import { toast } from "./views/toast.js";

applyTheme();

const store = new Store();
const router = new Router();
const live = new Live(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/live`);
const shell = mountShell(document.body, live);
const context = { store, router, live };

/** Places that belong to another one of the navigation. */
const PLACES = { guided: "experiments", compare: "runs" };

let place = null;
let mounted = null;
/** Whether the page is shown once the connection has settled. */
let waiting = false;

/** A view is mounted once per place; a change of its parameters only updates it. */
function show() {
  if (waiting) return undefined;
  const { parts, params } = router.route;
  if (session.loginNeeded && !OPEN.includes(parts[0])) return router.go(`#/login?${new URLSearchParams({ to: location.hash || "#/" })}`);
  const next = `#/${parts.join("/")}`;
  if (next === place) {
    rememberView(router.route);
    return mounted?.update?.(params);
  }
  const first = place === null;
  // What a link says is shown as it was sent; where one goes by oneself, settings are as they were left.
  if (!first) router.fillParams(recallView(router.route));
  mounted?.destroy?.();
  mounted = null;
  place = next;
  shell.showPlace(`#/${PLACES[parts[0]] ?? parts[0] ?? ""}`, parts.length <= 1 && !PLACES[parts[0]]);
  shell.view.replaceChildren();
  scrollTo(0, 0);
  if (!first) shell.view.focus({ preventScroll: true });
  mounted = pageAt(parts)(shell.view, context, router.route.params) ?? null;
  return undefined;
}

/** Everything on the page may belong to the one before. */
function onSession() {
  store.putRuns([], { replace: true });
  place = null;
  return enter();
}

/** Shows the page that is asked for, live if it may be. */
async function enter() {
  shell.showUser();
  live.disconnect();
  if (!session.loginNeeded) {
    waiting = true;
    live.connect();
    await live.settled();
    waiting = false;
  }
  show();
}

/** A connection that is lost may be one that was ended with its login. */
async function onLive() {
  if (live.state !== "lost" || !session.accounts || session.loginNeeded) return;
  try {
    await session.check();
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
  await enter();
}

function receive(message) {
  if (message.type === "error") toast(sentence(message.message));
  else store.apply(message);
}

live.addEventListener("message", (event) => receive(event.detail));
mountKeyboard(router, () => mounted);
begin();
