import { h } from "./dom.js";
import { failure, notice } from "./views/notice.js";

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
  datasets: { all: async () => (await import("./views/datasets.js")).mountDatasets },
  guided: { all: async () => (await import("./views/guided.js")).mountGuided },
  experiments: {
    all: async () => (await import("./views/experiments.js")).mountExperiments,
    new: async () => (await import("./views/new-experiment.js")).mountNewExperiment,
    one: async () => (await import("./views/experiment.js")).mountExperiment,
  },
};

/**
 * Promises the function (container, context, params) that mounts the page at an address, and returns what
 * updates and destroys it. A page's modules are loaded when it is first shown.
 */
export async function loadPage([name = "", part, ...rest]) {
  const page = PAGES[name];
  const kind = part === undefined ? "all" : ID.test(part) ? "one" : part;
  const load = rest.length === 0 && page !== undefined && Object.hasOwn(page, kind) ? page[kind] : null;
  if (!load) return mountMissing;
  try {
    const mount = await load();
    return kind === "one" ? (container, context, params) => mount(container, context, Number(part), params) : mount;
  } catch (error) {
    console.warn(error);
    return mountOutdated;
  }
}

function mountMissing(container) {
  container.append(h("h1", { class: "visually-hidden" }, "No such page"), failure({ status: 404, message: `There is no page ${location.hash}` }));
}

function mountOutdated(container) {
  container.append(h("h1", { class: "visually-hidden" }, "Page not loaded"), notice({
    kind: "bad",
    title: "This page could not be loaded",
    text: "The server cannot be reached, or it has a new version of the dashboard.",
    actions: [h("button", { type: "button", class: "button button-primary", onclick: () => location.reload() }, "Reload")],
    testid: "failure",
  }));
}
