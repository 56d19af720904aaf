import { h, icon } from "../dom.js";

let menus = 0;

/**
 * A button that opens a menu.
 *
 * @param items tells, when it opens, the actions [{ label, id, act }] and links [{ label, id, href, download }]
 * @param look { text } stands beside the icon, { head } above the items
 */
export function menu(label, iconName, items, { text: word = null, head = null } = {}) {
  const id = `menu-${++menus}`;
  let entries = [];
  const list = h("div", { class: "menu-list", role: "menu", id, "aria-label": label, hidden: true, onkeydown: onKey });
  const button = h("button", {
    type: "button", class: `icon-button${word ? " user-button" : ""}`, "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id,
    onclick: () => (list.hidden ? open(0) : close()),
    onkeydown: (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      open(event.key === "ArrowDown" ? 0 : -1);
    },
  }, icon(iconName), word ? h("span", {}, word) : null);
  return h("div", { class: "menu", onfocusout: (event) => !event.currentTarget.contains(event.relatedTarget) && close() }, button, list);

  function open(at) {
    entries = items().map(entry);
    list.replaceChildren(...(head ? [head] : []), ...entries);
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    entries.at(at).focus();
  }

  function close() {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  function entry({ label: text, id: testId, act, href, download }) {
    const chosen = () => {
      button.focus();
      close();
      act?.();
    };
    return h(href ? "a" : "button", { role: "menuitem", tabindex: -1, class: "menu-item", "data-testid": testId, href, download, type: href ? null : "button", onclick: chosen }, text);
  }

  function onKey(event) {
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key !== "Escape" && to === undefined) return;
    if (event.key === "Escape") {
      button.focus();
      close();
    } else {
      entries.at(to % entries.length).focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
