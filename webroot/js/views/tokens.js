import { createToken, deleteToken, fetchTokens } from "../account-api.js";
import { h } from "../dom.js";
import { moment } from "../format.js";
import { session } from "../session.js";
import { confirmDialog } from "./dialogs.js";
import { failure, loading, sentence } from "./notice.js";
import { secretCard } from "./secret-card.js";
import { TextField } from "./text-field.js";
import { toast } from "./toast.js";

const COLUMNS = ["Token", "May", "Made", "Expires", "Last used", ""];
const DAY_MILLIS = 86_400_000;
const LASTS = [[90, "90 days"], [30, "30 days"], [365, "a year"], [0, "until it is deleted"]];

/** One's own API tokens: what they are for, and new ones. */
export function mountTokens(container) {
  document.title = "API tokens · Straightedge";
  const content = h("div", { class: "account-page" }, loading("Loading tokens…"));
  const made = h("div", {});
  const list = h("div", {});
  const name = new TextField({ path: "name", label: "What it is for", placeholder: "nightly sweep" });
  const scope = select("token-scope", "It may", [...(session.is("member") ? [["write", "read and change"]] : []), ["read", "read only"]]);
  const lasts = select("token-lasts", "It lasts", LASTS);
  const submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "make-token" }, "Make token");
  container.append(h("div", { class: "page-head" }, h("h1", {}, "API tokens")),
    h("p", { class: "page-lead" }, "With a token a program does in your name what you could do yourself: it sends the header “Authorization: Bearer” and the token. A token cannot make others, change passwords or users."),
    content);
  let gone = false;
  load();

  async function load() {
    try {
      const tokens = await fetchTokens();
      if (gone) return;
      list.replaceChildren(tokens.length > 0 ? tokenTable(tokens, remove) : h("p", { class: "loading", "data-testid": "no-tokens" }, "You have no tokens."));
      if (!list.isConnected) content.replaceChildren(form(), made, list);
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load));
    }
  }

  function form() {
    return h("form", { class: "card line-form", novalidate: true, onsubmit: make, "data-testid": "token-form" }, name.element, scope.element, lasts.element, submit);
  }

  async function make(event) {
    event.preventDefault();
    name.setError(name.value.trim() === "" ? "Say what it is for." : null);
    if (name.wrong) return name.focus();
    submit.disabled = true;
    try {
      const days = Number(lasts.input.value);
      const expires = days > 0 ? new Date(Date.now() + days * DAY_MILLIS).toISOString() : undefined;
      const { secret } = await createToken({ name: name.value, scope: scope.input.value, expires });
      made.replaceChildren(secretCard({ title: "Your new token", text: "Copy it now: it is not shown again.", secret, testid: "token-secret" }));
      name.value = "";
      load();
    } catch (error) {
      name.setError(sentence(error.fields[0]?.message ?? error.message));
    }
    submit.disabled = false;
    return undefined;
  }

  async function remove({ id, name: title }) {
    const yes = await confirmDialog({ title: `Delete “${title}”?`, text: "Programs that use this token can no longer reach the server.", action: "Delete token" });
    if (!yes) return;
    try {
      await deleteToken(id);
    } catch (error) {
      toast(sentence(error.message));
    }
    load();
  }

  return {
    destroy() {
      gone = true;
    },
  };
}

/** A table of tokens, each with a button that deletes it. */
export function tokenTable(tokens, remove) {
  return h("table", { class: "runs account-table", "data-testid": "tokens" },
    h("thead", {}, h("tr", {}, ...COLUMNS.map((title) => h("th", { scope: "col" }, title || h("span", { class: "visually-hidden" }, "Actions"))))),
    h("tbody", {}, ...tokens.map((token) => h("tr", {},
      h("td", { class: "cell-name" }, h("strong", {}, token.name)), cell("May", token.scope === "write" ? "read and change" : "read only"),
      cell("Made", moment(token.created)), cell("Expires", token.expires ? moment(token.expires) : "never"),
      cell("Last used", token.used ? moment(token.used) : "never"),
      h("td", { class: "cell-action" }, h("button", { type: "button", class: "button button-small", "aria-label": `Delete token ${token.name}`, onclick: () => remove(token) }, "Delete"))))));
}

/** A cell that says on a phone what it is. */
export function cell(label, ...content) {
  return h("td", { class: "cell-data", "data-label": label }, ...content);
}

/** A labelled choice. */
export function select(id, label, options, chosen = options[0][0]) {
  const input = h("select", { id }, ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  return { input, element: h("div", { class: "field" }, h("label", { for: id }, label), input) };
}
