import { h } from "../dom.js";

const MILLIS = 6000;
const region = h("div", { class: "toasts", role: "status", "data-testid": "toasts" });

/**
 * Says something in passing, at the bottom of the page.
 *
 * @param action { text, act, millis } of a button in it, which also says how long it stays
 */
export function toast(text, action = null) {
  if (!region.isConnected) document.body.append(region);
  const note = h("p", { class: "toast" }, text);
  if (action) {
    note.append(h("button", {
      type: "button", class: "toast-action", onclick: () => {
        note.remove();
        action.act();
      },
    }, action.text));
  }
  region.append(note);
  setTimeout(() => note.remove(), action?.millis ?? MILLIS);
}
