import { h } from "../dom.js";

/** A row of exclusive choices, as radio buttons. */
export function segmented(name, label, options, chosen, onChoose) {
  return h("fieldset", { class: "segmented" }, h("legend", { class: "visually-hidden" }, label),
    ...options.map(([value, text]) => h("label", {},
      h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onChoose(value) }), h("span", {}, text))));
}
