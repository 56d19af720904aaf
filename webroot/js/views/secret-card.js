import { h, icon } from "../dom.js";
import { toast } from "./toast.js";

/** Something that is shown once, to be copied. */
export function secretCard({ title, text, secret, testid }) {
  const value = h("code", { class: "secret", tabindex: 0, "data-testid": testid }, secret);
  return h("div", { class: "card secret-card", role: "status" }, h("h2", {}, title), h("p", {}, text),
    h("div", { class: "secret-line" }, value, h("button", { type: "button", class: "button", onclick: copy }, icon("copy"), "Copy")));

  async function copy() {
    try {
      await navigator.clipboard.writeText(secret);
      toast("Copied.");
    } catch {
      // Without HTTPS browsers have no clipboard: what is selected can be copied by hand.
      getSelection().selectAllChildren(value);
      toast("Selected: copy it with the keyboard.");
    }
  }
}
