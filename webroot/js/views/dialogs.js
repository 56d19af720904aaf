import { h } from "../dom.js";
import { formula } from "../math.js";

/** Asks before something that cannot be undone, or is not done lightly. Resolves to whether it was confirmed. */
export function confirmDialog({ title, text, action, danger = true }) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "dialog", "aria-labelledby": "dialog-title", "data-testid": "confirm" },
      h("h2", { id: "dialog-title" }, title), h("p", {}, text),
      h("form", { method: "dialog", class: "dialog-actions" },
        h("button", { value: "no", class: "button" }, "Cancel"),
        h("button", { value: "yes", class: `button ${danger ? "button-danger" : "button-primary"}`, "data-testid": "confirm-yes" }, action)));
    open(dialog, () => resolve(dialog.returnValue === "yes"));
  });
}

/** Shows a formula, if there is one, and paragraphs. Nodes may follow. */
export function infoDialog({ title, math = null, paragraphs, extra = [] }) {
  const dialog = h("dialog", { class: "dialog dialog-wide", "aria-labelledby": "dialog-title", "data-testid": "definition" },
    h("h2", { id: "dialog-title" }, title),
    math ? formula(math) : null,
    ...paragraphs.map((text) => h("p", {}, text)),
    ...extra,
    h("form", { method: "dialog", class: "dialog-actions" }, h("button", { class: "button", autofocus: true }, "Close")));
  open(dialog, () => {});
}

/** Shows a dialog on top of the page; `closed` is told once it is gone. */
export function open(dialog, closed) {
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
}
