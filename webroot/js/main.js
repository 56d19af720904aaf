import { h } from "./dom.js";
import { Live } from "./live.js";
import { Router } from "./router.js";
import { Store } from "./store.js";
import { applyTheme } from "./theme.js";
import { mountCompare } from "./views/compare.js";
import { mountDatasets } from "./views/datasets.js";
import { mountExperimentPage } from "./views/experiment-pages.js";
import { mountGlossary } from "./views/glossary.js";
import { mountKeyboard } from "./views/keyboard.js";
import { mountNewRun } from "./views/new-run.js";
import { failure, sentence } from "./views/notice.js";
import { mountRun } from "./views/run.js";
import { mountRuns } from "./views/runs.js";
import { mountShell } from "./views/shell.js";
import { mountStart } from "./views/start.js";
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

/** A view is mounted once per place; a change of its parameters only updates it. */
function show() {
  const { parts, params } = router.route;
  const next = `#/${parts.join("/")}`;
  if (next === place) return mounted?.update?.(params);
  const first = place === null;
  mounted?.destroy?.();
  place = next;
  shell.showPlace(`#/${PLACES[parts[0]] ?? parts[0] ?? ""}`, parts.length <= 1 && !PLACES[parts[0]]);
  shell.view.replaceChildren();
  mounted = mount(parts, params);
  scrollTo(0, 0);
  if (!first) shell.view.focus({ preventScroll: true });
  return undefined;
}

function mount(parts, params) {
  const [name, id] = parts;
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

function receive(message) {
  if (message.type === "error") toast(sentence(message.message));
  else store.apply(message);
}

live.addEventListener("message", (event) => receive(event.detail));
router.addEventListener("route", show);
mountKeyboard(router, () => mounted);
live.connect();
show();
