import { h, listen, setText, svg } from "../dom.js";
import { bytes, count, duration, moment, number, plural } from "../format.js";
import { fetchServer } from "../server-api.js";
import { adminHead } from "./audit.js";
import { BackupCard } from "./backup-card.js";
import { failure, loading } from "./notice.js";

const POLL_MILLIS = 3000;
/** Values in a little chart: five minutes of them. */
const KEPT = 100;
const WIDTH = 120;
const HEIGHT = 24;

/** Figures with a history: name, how to read it from the answer, how to write it. */
const FIGURES = [
  ["Training", ({ training }) => training.stepsPerSecond, (value) => `${number(value)} steps/s`, "Of all runs together."],
  ["Measuring is behind by", ({ training }) => training.measureLagSeconds, (value) => `${number(value)} s`, "Since the step that was measured last was taken, of the run furthest behind."],
  ["Event loop is late by", ({ loop }) => loop.p99Millis, (value) => `${number(value)} ms`, "99 of 100 of its timers are no later."],
  ["Writing a batch", ({ store }) => store.meanWriteMillis, (value) => `${number(value)} ms`, "On average since the start."],
  ["Events that wait for the store", ({ store }) => store.waitingEvents, count, "They are kept in memory until they are written."],
  ["Browsers", ({ sockets }) => sockets, count, "Live connections."],
  ["Heap", ({ memory }) => memory.heapBytes, bytes, "Memory of Java."],
  ["Process", ({ memory }) => memory.residentBytes, bytes, "All memory of the process in RAM, native memory included."],
];

/** How the server is, for those who look after it. Asks every few seconds while the page is seen. */
export function mountServer(container) {
  document.title = "Server · Straightedge";
  const figures = FIGURES.map((figure) => new Figure(...figure));
  const states = h("dl", { class: "facts", "data-testid": "server-runs" });
  const pools = h("dl", { class: "facts" });
  const disk = h("dl", { class: "facts", "data-testid": "server-disk" });
  const rules = h("dl", { class: "facts", "data-testid": "retention" });
  const about = h("dl", { class: "facts", "data-testid": "server-about" });
  const backups = new BackupCard();
  const page = h("div", { class: "server-page", "data-testid": "server" },
    h("dl", { class: "figures" }, ...figures.map(({ element }) => element)),
    card("Runs", states), card("Threads at work", pools), card("Disk", disk), backups.element, card("What is kept", rules), card("Program", about));
  const content = h("div", {}, loading("Asking the server…"));
  container.append(adminHead("Server"), content);
  let gone = false;
  let timer = null;
  const seen = listen(document, "visibilitychange", load);
  load();

  async function load() {
    clearTimeout(timer);
    if (gone || document.hidden) return;
    try {
      const server = await fetchServer();
      if (gone) return;
      show(server);
    } catch (error) {
      if (gone) return;
      if (!page.isConnected) content.replaceChildren(failure(error, load));
    }
    clearTimeout(timer);
    timer = setTimeout(load, POLL_MILLIS);
  }

  function show(server) {
    figures.forEach((figure) => figure.add(server));
    facts(states, { ...server.runs, "in the queue": server.training.queued, "steps not measured": server.training.skippedSteps }, count);
    facts(pools, Object.fromEntries(server.pools.map(({ name, inUse, waiting }) => [poolName(name), waiting > 0 ? `${count(inUse)}, ${count(waiting)} tasks wait` : count(inUse)])), String);
    const { databaseBytes, checkpointBytes, backupBytes, uploadBytes, freeBytes, minFreeBytes } = server.disk;
    facts(disk, { Database: databaseBytes, Checkpoints: checkpointBytes, Backups: backupBytes, "Uploaded datasets": uploadBytes, Free: freeBytes, "Stays free": minFreeBytes }, bytes);
    const { runDays, pathDays, auditDays } = server.retention;
    facts(rules, { "Ended runs": runDays, "All paths of ended runs": pathDays, "Audit log": auditDays }, days);
    facts(about, {
      Version: server.version, Java: server.java, System: server.system, Processors: count(server.processors), "Runs at a time": count(server.workers),
      "Started": moment(server.started), Up: duration(Date.now() - Date.parse(server.started)),
    }, String);
    if (!page.isConnected) content.replaceChildren(page);
  }

  return {
    destroy() {
      gone = true;
      clearTimeout(timer);
      seen();
      backups.destroy();
    },
  };
}

/** A figure as it is now, and a line of how it was. */
class Figure {
  #read;
  #write;
  #value = h("span", {});
  #line = svg("polyline", { points: "" });
  #history = [];

  constructor(name, read, write, title) {
    this.#read = read;
    this.#write = write;
    this.element = h("div", { class: "card figure", title }, h("dt", {}, name), h("dd", {}, this.#value,
      svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "spark", "aria-hidden": "true", preserveAspectRatio: "none" }, this.#line)));
  }

  add(server) {
    const value = this.#read(server);
    setText(this.#value, value === null ? "–" : this.#write(value));
    this.#history = [...this.#history, value ?? 0].slice(-KEPT);
    const most = Math.max(...this.#history, Number.MIN_VALUE);
    const point = (y, i) => `${(WIDTH * (i + KEPT - this.#history.length)) / (KEPT - 1)},${HEIGHT - 2 - ((HEIGHT - 4) * y) / most}`;
    this.#line.setAttribute("points", this.#history.map(point).join(" "));
  }
}

function card(title, ...children) {
  return h("section", { class: "card server-card" }, h("h2", {}, title), ...children);
}

/** Lists names with values. */
function facts(list, values, write) {
  list.replaceChildren(...Object.entries(values).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, write(value)))));
}

function days(value) {
  return value === null ? "for ever" : plural(value, "day");
}

function poolName(name) {
  return { "vert.x-worker-thread": "requests", "vert.x-internal-blocking": "files" }[name] ?? name;
}
