import { changeUser, createUser, deleteUserToken, fetchUserTokens, fetchUsers, resetPassword, welcomeLink } from "../account-api.js";
import { h } from "../dom.js";
import { moment } from "../format.js";
import { session } from "../session.js";
import { adminHead } from "./audit.js";
import { confirmDialog } from "./dialogs.js";
import { failure, loading, sentence } from "./notice.js";
import { secretCard } from "./secret-card.js";
import { TextField } from "./text-field.js";
import { toast } from "./toast.js";
import { cell, select, tokenTable } from "./tokens.js";
import { useText } from "./use.js";

const COLUMNS = ["User", "Role", "State", "Since", "Use", ""];
const ROLES = [["member", "Member: own runs"], ["viewer", "Viewer: looks only"], ["admin", "Admin: everything"]];
const SHORT_ROLES = [["viewer", "Viewer"], ["member", "Member"], ["admin", "Admin"]];

/** The users, for administrators. */
export function mountUsers(container) {
  document.title = "Users · Straightedge";
  const content = h("div", { class: "account-page" }, loading("Loading users…"));
  const made = h("div", {});
  const list = h("div", {});
  const name = new TextField({ path: "name", label: "Name", placeholder: "ann" });
  const role = select("user-role", "Role", ROLES);
  const submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "add-user" }, "Add user");
  container.append(adminHead("Users"), content);
  let gone = false;
  load();

  async function load() {
    try {
      const users = await fetchUsers();
      if (gone) return;
      list.replaceChildren(table(users));
      if (!list.isConnected) {
        content.replaceChildren(h("form", { class: "card line-form", novalidate: true, onsubmit: add, "data-testid": "user-form" },
          name.element, role.element, submit), made, list);
      }
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load));
    }
  }

  async function add(event) {
    event.preventDefault();
    name.setError(name.value.trim() === "" ? "A name is needed." : null);
    if (name.wrong) return name.focus();
    submit.disabled = true;
    try {
      const user = await createUser({ name: name.value.trim(), role: role.input.value });
      name.value = "";
      showLink(user.name, user.code);
      load();
    } catch (error) {
      name.setError(sentence(error.fields[0]?.message ?? error.message));
    }
    submit.disabled = false;
    return undefined;
  }

  function showLink(user, code) {
    made.replaceChildren(secretCard({
      title: `A link for ${user}`, secret: welcomeLink(code, user), testid: "user-link",
      text: `Give it to ${user}, who chooses a password with it. It works once, within a day, and is not shown again.`,
    }));
  }

  function table(users) {
    return h("table", { class: "runs account-table", "data-testid": "users" },
      h("thead", {}, h("tr", {}, ...COLUMNS.map((title) => h("th", { scope: "col" }, title || h("span", { class: "visually-hidden" }, "Actions"))))),
      h("tbody", {}, ...users.map(row)));
  }

  function row(user) {
    const roles = h("select", { class: "role-select", "aria-label": `Role of ${user.name}`, onchange: () => change(user, { role: roles.value }) },
      ...SHORT_ROLES.map(([value, text]) => h("option", { value, selected: value === user.role }, text)));
    const button = (text, label, act) => h("button", { type: "button", class: "button button-small", "aria-label": `${label} ${user.name}`, onclick: act }, text);
    return h("tr", { "data-user": user.name },
      h("td", { class: "cell-name" }, h("strong", {}, user.name), user.name === session.user?.name ? " (you)" : ""),
      cell("Role", roles), cell("State", user.disabled ? "disabled" : "active"), cell("Since", moment(user.created)), cell("Use", useText(user.use)),
      h("td", { class: "cell-action" },
        button("Tokens", "Tokens of", () => showTokens(user)), " ",
        button("New link", "New link to choose a password for", () => reset(user)), " ",
        user.disabled ? button("Enable", "Enable", () => change(user, { disabled: false })) : button("Disable", "Disable", () => disable(user))));
  }

  async function change(user, changes) {
    try {
      await changeUser(user.name, changes);
      toast(changes.role ? `${user.name} is ${changes.role} now.` : `${user.name} is ${changes.disabled ? "disabled" : "enabled"}.`);
    } catch (error) {
      toast(sentence(error.message));
    }
    load();
  }

  async function disable(user) {
    const yes = await confirmDialog({
      title: `Disable ${user.name}?`, action: "Disable",
      text: `${user.name} is logged out and cannot log in; links and API tokens end for good. Runs and everything else stay. You can enable ${user.name} again.`,
    });
    if (yes) change(user, { disabled: true });
  }

  async function showTokens(user) {
    try {
      const tokens = await fetchUserTokens(user.name);
      const end = async ({ id, name: title }) => {
        const yes = await confirmDialog({ title: `Delete “${title}” of ${user.name}?`, text: "Programs that use this token can no longer reach the server.", action: "Delete token" });
        if (!yes) return;
        await deleteUserToken(user.name, id).catch((error) => toast(sentence(error.message)));
        showTokens(user);
      };
      const heading = h("h2", { tabindex: "-1" }, `API tokens of ${user.name}`);
      made.replaceChildren(h("section", { class: "card", "data-testid": "user-tokens" }, heading,
        tokens.length > 0 ? tokenTable(tokens, end) : h("p", { "data-testid": "no-tokens" }, `${user.name} has no tokens.`)));
      heading.focus();
    } catch (error) {
      toast(sentence(error.message));
    }
  }

  async function reset(user) {
    const yes = await confirmDialog({
      title: `A new link for ${user.name}?`, action: "Make link",
      text: `${user.name} is logged out everywhere and all API tokens end. The password holds until another is chosen with the link.`,
    });
    if (!yes) return;
    try {
      showLink(user.name, await resetPassword(user.name));
    } catch (error) {
      toast(sentence(error.message));
    }
  }

  return {
    destroy() {
      gone = true;
    },
  };
}
