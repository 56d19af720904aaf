import { fetchRuns } from "../api.js";
import { h } from "../dom.js";
import { fetchExperiments, fetchGuided } from "../experiment-api.js";
import { open } from "./dialogs.js";

const SHOWN = 12;
const RUNS = 200;
const EXPERIMENTS = 50;

/**
 * The command palette: type a part of a name, and go there or do that.
 *
 * @param commands [{ text, hint, act }] that are always there
 */
export function openPalette(router, commands) {
  let entries = commands;
  let chosen = 0;
  const list = h("ul", { class: "palette-list", id: "palette-list", role: "listbox", "aria-label": "Commands" });
  const input = h("input", {
    type: "text", class: "palette-input", placeholder: "Go to a page, a run, an experiment…", autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-label": "Command", "aria-controls": "palette-list", "aria-expanded": "true", "data-testid": "palette-input",
    oninput: () => show(0), onkeydown: onKey,
  });
  const dialog = h("dialog", { class: "dialog palette", "aria-label": "Command palette", "data-testid": "palette" }, input, list);
  let closed = false;
  open(dialog, () => {
    closed = true;
  });
  show(0);
  input.focus();
  load();

  async function load() {
    const go = (hash) => () => router.go(hash);
    const parts = await Promise.allSettled([fetchRuns({ maxResults: RUNS }), fetchExperiments({ maxResults: EXPERIMENTS }), fetchGuided()]);
    if (closed) return;
    const [runs, experiments, guided] = parts.map(({ value }) => value);
    entries = [
      ...commands,
      ...(runs?.runs ?? []).map(({ id, name, state }) => ({ text: name, hint: `run ${id}, ${state}`, act: go(`#/runs/${id}`) })),
      ...(experiments?.experiments ?? []).map(({ id, name }) => ({ text: name, hint: `experiment ${id}`, act: go(`#/experiments/${id}`) })),
      ...(guided ?? []).map(({ id, title }) => ({ text: title, hint: "guided experiment", act: go(`#/guided?id=${id}`) })),
    ];
    show(chosen);
  }

  function show(index) {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = entries.filter(({ text, hint }) => words.every((word) => `${text} ${hint}`.toLowerCase().includes(word))).slice(0, SHOWN);
    chosen = Math.min(Math.max(0, index), Math.max(0, found.length - 1));
    list.replaceChildren(...(found.length === 0 ? [h("li", { class: "palette-none" }, "Nothing of that name")] : found.map((entry, i) => h("li", {
      class: "palette-entry", role: "option", id: `palette-${i}`, "aria-selected": String(i === chosen), onclick: () => take(entry),
    }, h("span", {}, entry.text), h("span", { class: "palette-hint" }, entry.hint)))));
    input.setAttribute("aria-activedescendant", found.length > 0 ? `palette-${chosen}` : "");
    list.found = found;
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) show(chosen + step);
    else if (event.key === "Enter" && list.found.length > 0) take(list.found[chosen]);
    else return;
    event.preventDefault();
  }

  function take({ act }) {
    dialog.close();
    act();
  }
}
