import { h } from "../dom.js";

const MILLIS = 6000;
const region = h("div", { class: "toasts", role: "status", "data-testid": "toasts" });

/** Says something in passing, at the bottom of the page. */
export function toast(text) {
  if (!region.isConnected) document.body.append(region);
  const note = h("p", { class: "toast" }, text);
  region.append(note);
  setTimeout(() => note.remove(), MILLIS);
}
