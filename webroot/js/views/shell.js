import { h, icon, mark, setText } from "../dom.js";
import { nextTheme, themeChoice } from "../theme.js";
import { userMenu } from "./user-menu.js";

const CONNECTION = {
  connecting: ["Connecting", "Connecting to the server"],
  open: ["Live", "Connected: what you see is live"],
  lost: ["Reconnecting", "The connection is lost. What was missed will be fetched once it is back."],
};
const THEMES = { auto: ["auto", "Colours follow the system"], light: ["sun", "Light colours"], dark: ["moon", "Dark colours"] };

/** The frame of every page: brand, places, connection and colours. Returns the element that holds views. */
export function mountShell(body, live) {
  const view = h("main", { class: "view", id: "view", tabindex: -1 });
  const links = [placeLink("#/runs", "Runs"), placeLink("#/experiments", "Experiments"), placeLink("#/datasets", "Data"), placeLink("#/new", ["New", h("span", { class: "place-rest" }, " run")], "member")];
  const user = h("div", { class: "user-place" });
  const header = h("header", { class: "topbar" },
    h("a", { class: "brand", href: "#/", "aria-label": "Straightedge, start page" }, mark(), h("span", {}, "Straightedge")),
    h("nav", { class: "places", "aria-label": "Places", "data-needs": "login" }, ...links),
    h("div", { class: "topbar-right" }, connection(live), h("a", { class: "icon-button to-glossary", "data-needs": "login", href: "#/glossary", "aria-label": "Glossary", title: "Glossary" }, icon("question")), themeButton(), user));
  body.replaceChildren(h("a", { class: "skip", href: "#view", onclick: (event) => skip(event, view) }, "Skip to content"), header, view);
  return {
    view,
    showUser() {
      user.replaceChildren(...userMenu());
    },
    /** Marks the place in the navigation; `exact` when the page is the place itself, not something in it. */
    showPlace(place, exact) {
      for (const link of links) {
        if (link.getAttribute("href") === place) link.setAttribute("aria-current", exact ? "page" : "true");
        else link.removeAttribute("aria-current");
      }
    },
  };
}

function placeLink(href, text, needs) {
  return h("a", { href, "data-needs": needs }, text);
}

/** The hash belongs to the router, so the skip link moves the focus itself. */
function skip(event, view) {
  event.preventDefault();
  view.focus();
}

function connection(live) {
  const text = h("span", {});
  const element = h("span", { class: "connection", role: "status", "data-needs": "login", "data-testid": "connection" }, h("i", { class: "connection-dot" }), text);
  const show = () => {
    const [word, title] = CONNECTION[live.state];
    element.dataset.state = live.state;
    element.title = title;
    setText(text, word);
  };
  live.addEventListener("state", show);
  show();
  return element;
}

function themeButton() {
  const button = h("button", { type: "button", class: "icon-button", "data-testid": "theme" });
  const show = () => {
    const [name, label] = THEMES[themeChoice()];
    button.replaceChildren(icon(name));
    button.setAttribute("aria-label", `${label}; change`);
    button.title = label;
  };
  button.addEventListener("click", () => {
    nextTheme();
    show();
  });
  show();
  return button;
}
