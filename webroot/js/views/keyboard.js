import { fetchRuns } from "../api.js";
import { deletions } from "../deletions.js";
import { h } from "../dom.js";
import { Shortcuts } from "../shortcuts.js";
import { nextTheme } from "../theme.js";
import { open } from "./dialogs.js";
import { openPalette } from "./palette.js";

const PLACES = [
  ["g s", "Start page", "#/"], ["g r", "Runs", "#/runs"], ["g e", "Experiments", "#/experiments"], ["g u", "Guided experiments", "#/guided"],
  ["g d", "Data", "#/datasets"], ["g g", "Glossary", "#/glossary"], ["g a", "API", "#/api"], ["n", "New run", "#/new"],
];
const NEIGHBOURS = 1000;

/** What the keyboard does on every page. `page()` is the mounted page, which may have `togglePause`. */
export function mountKeyboard(router, page) {
  const shortcuts = new Shortcuts();
  const commands = [
    ...PLACES.map(([keys, text, hash]) => ({ text, hint: keys, act: () => router.go(hash) })),
    { text: "Change colours", hint: "system, light, dark", act: nextTheme },
    { text: "Keyboard shortcuts", hint: "?", act: () => showHelp() },
  ];
  shortcuts.add("Ctrl K", "Search pages, runs and experiments", () => openPalette(router, commands));
  shortcuts.add("?", "These shortcuts", showHelp);
  for (const [keys, text, hash] of PLACES) shortcuts.add(keys, text, () => router.go(hash));
  shortcuts.add("z", "Undo the last deletion", () => deletions.undo());
  shortcuts.add("j", "Next run, older", () => move(1));
  shortcuts.add("k", "Run before, newer", () => move(-1));
  shortcuts.add("Space", "Pause or resume the run", () => page()?.togglePause?.() ?? false);

  /** On the page of a run goes to its neighbour, in the list moves the focus. */
  function move(direction) {
    const { parts: [name, id] } = router.route;
    if (name !== "runs") return false;
    if (id !== undefined) {
      goToNeighbour(Number(id), direction);
      return true;
    }
    const rows = [...document.querySelectorAll("[data-testid=run-row] a.run-name")];
    if (rows.length === 0) return false;
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + direction))].focus();
    return true;
  }

  async function goToNeighbour(id, direction) {
    const { runs } = await fetchRuns({ maxResults: NEIGHBOURS });
    const ids = runs.map((run) => run.id);
    const next = direction > 0 ? ids.find((other) => other < id) : ids.findLast((other) => other > id);
    if (next !== undefined) router.go(`#/runs/${next}`);
  }

  function showHelp() {
    open(h("dialog", { class: "dialog", "aria-labelledby": "keys-title", "data-testid": "shortcuts" },
      h("h2", { id: "keys-title" }, "Keyboard"),
      h("dl", { class: "shortcuts" }, ...shortcuts.all.flatMap(([keys, text]) => [h("dt", {}, ...keys.split(" ").map((key) => h("kbd", {}, key))), h("dd", {}, text)])),
      h("p", {}, "In a chart: arrows move the crosshair, + and − zoom, 0 shows all."),
      h("form", { method: "dialog", class: "dialog-actions" }, h("button", { class: "button", autofocus: true }, "Close"))), () => {});
  }
}
