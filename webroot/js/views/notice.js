import { h, mark } from "../dom.js";

/**
 * A calm block of text in place of content: what is the case, what to do next, and the way there. One that stands `alone` on
 * its page has its heading.
 */
export function notice({ title, text, actions = [], kind = "plain", marked = false, alone = false, testid = "notice" }) {
  return h("div", { class: `notice notice-${kind}`, "data-testid": testid, role: kind === "bad" ? "alert" : undefined },
    marked ? mark() : null, h(alone ? "h1" : "h2", {}, title), text ? h("p", {}, text) : null,
    actions.length > 0 ? h("div", { class: "notice-actions" }, ...actions) : null);
}

export function loading(text = "Loading…") {
  return h("p", { class: "loading", role: "status", "data-testid": "loading" }, text);
}

/** What to show for an error of the API, with a way to try again and a way back. */
export function failure(error, retry, back = { href: "#/runs", text: "All runs" }, alone = false) {
  const missing = error.status === 404;
  return notice({
    kind: missing ? "plain" : "bad",
    title: missing ? "Not found" : error.status === 0 ? "No answer" : "Something went wrong",
    text: sentence(error.message),
    actions: [
      missing || !retry ? null : h("button", { type: "button", class: "button", onclick: retry }, "Try again"),
      h("a", { class: "button", href: back.href }, back.text),
    ].filter(Boolean),
    alone,
    testid: "failure",
  });
}

/** Text with a capital, unless it begins with a name such as a file's, and a full stop. */
export function sentence(text) {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const capital = /^[a-z]+[\s,:]/.test(trimmed) ? trimmed[0].toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
