import { fetchAudit } from "../account-api.js";
import { h } from "../dom.js";
import { moment } from "../format.js";
import { session } from "../session.js";
import { failure, loading, sentence } from "./notice.js";
import { toast } from "./toast.js";
import { cell } from "./tokens.js";

const PAGE = 100;
const COLUMNS = ["When", "Who", "What", "On", "From", "Outcome"];
const PLACES = [["#/admin", "Server"], ["#/admin/users", "Users"], ["#/admin/audit", "Audit log"]];

/** The heading of a page for administrators, with the ways to the others. */
export function adminHead(title) {
  return h("div", { class: "page-head" }, h("h1", {}, title),
    h("nav", { class: "page-actions", "aria-label": "Administration" },
      ...PLACES.filter(([href]) => session.accounts || href !== "#/admin/users").map(([href, text]) => h("a", { class: "button button-small", href, "aria-current": text === title ? "page" : undefined }, text))));
}

/** Who changed what, newest first, for administrators. */
export function mountAudit(container) {
  document.title = "Audit log · Straightedge";
  const content = h("div", { class: "account-page" }, loading("Loading the log…"));
  const body = h("tbody", {});
  const more = h("button", { type: "button", class: "button", "data-testid": "older-entries", onclick: load }, "Older entries");
  container.append(adminHead("Audit log"),
    h("p", { class: "page-lead" }, "Logins and every change through the API, also those that were refused."), content);
  let next = null;
  let gone = false;
  load();

  async function load() {
    more.disabled = true;
    try {
      const { entries, nextPageToken } = await fetchAudit({ maxResults: PAGE, pageToken: next });
      if (gone) return;
      next = nextPageToken;
      more.hidden = next === null;
      body.append(...entries.map(row));
      if (!body.isConnected) show(entries.length);
    } catch (error) {
      if (gone) return;
      if (body.isConnected) toast(sentence(error.message));
      else content.replaceChildren(failure(error, load));
    }
    more.disabled = false;
  }

  function show(count) {
    content.replaceChildren(...(count === 0 ? [h("p", { class: "loading" }, "Nothing was changed yet.")] : [
      h("table", { class: "runs account-table", "data-testid": "audit" }, h("thead", {}, h("tr", {}, ...COLUMNS.map((name) => h("th", { scope: "col" }, name)))), body),
      h("div", { class: "more" }, more)]));
  }

  return {
    destroy() {
      gone = true;
    },
  };
}

function row({ at, user, action, target, address, status }) {
  const outcome = status < 400 ? "done" : status === 401 || status === 403 ? "refused" : "failed";
  return h("tr", { "data-outcome": outcome },
    h("td", { class: "cell-name", title: at }, moment(at)), cell("Who", user ?? "–"), cell("What", words(action)), cell("On", target), cell("From", address),
    h("td", { class: "cell-data cell-outcome", "data-label": "Outcome", title: `HTTP status ${status}` }, outcome));
}

/** The name of an operation in words: createRun as create run, actOnRun stop as stop run. */
function words(action) {
  const [name, verb] = action.split(" ");
  const text = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return verb ? text.replace("act on", verb) : text;
}
