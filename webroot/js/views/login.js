import { h } from "../dom.js";
import { session } from "../session.js";
import { PASSWORD_HELP, accountForm, checkTwice, nameField, passwordField } from "./account-form.js";
import { toast } from "./toast.js";

/** Logs in. Whoever is logged in goes back to where `to` says one was. */
export function mountLogin(container, { router }, params) {
  document.title = "Log in · Straightedge";
  if (!session.loginNeeded) return router.go(own(params.get("to")));
  const name = nameField();
  const password = passwordField("password", "Password", "current-password");
  container.append(accountForm({
    title: "Log in",
    lead: session.empty ? "There is no user yet. Open the link that the server printed when it started." : "You need an account on this server. Administrators make them.",
    fields: [name, password], action: "Log in",
    send: async () => {
      try {
        await session.login(name.value, password.value);
      } catch (error) {
        password.value = "";
        password.focus();
        throw error;
      }
    },
  }));
  name.focus();
  return null;
}

/** Chooses a password by a one-time link, and a name if it is the first administrator's. */
export function mountWelcome(container, { router }, params) {
  document.title = "Welcome · Straightedge";
  const known = params.get("name");
  const name = nameField("Small letters and digits.");
  const password = passwordField("password", "Password", "new-password", PASSWORD_HELP);
  const again = passwordField("again", "Password, again", "new-password");
  const fields = known ? [password, again] : [name, password, again];
  container.append(accountForm({
    title: known ? `Welcome, ${known}` : "Welcome to Straightedge",
    lead: known ? "Choose your password. This link works once." : "You are the first here and will administrate this server. This link works once.",
    fields, action: known ? "Set password" : "Make the first administrator",
    check: () => checkTwice(password, again),
    send: async () => {
      await session.redeem(params.get("code") ?? "", known ?? name.value, password.value);
      router.go("#/");
    },
  }));
  fields[0].focus();
}

export function mountPassword(container, { router }) {
  document.title = "Password · Straightedge";
  const current = passwordField("current", "Your password now", "current-password");
  const password = passwordField("password", "New password", "new-password", PASSWORD_HELP);
  const again = passwordField("again", "New password, again", "new-password");
  container.append(accountForm({
    title: "Change password", lead: "You stay logged in here, and are logged out everywhere else.",
    fields: [current, password, again], action: "Change password",
    check: () => checkTwice(password, again),
    send: async () => {
      await session.changePassword(current.value, password.value);
      toast("Your password is changed.");
      router.go("#/");
    },
  }));
}

/** What somebody sees who may not do what a page is for. */
export function mountNotAllowed(container, role) {
  container.append(h("div", { class: "notice", "data-testid": "not-allowed" }, h("h1", {}, "Not with your role"),
    h("p", {}, `This page needs the role ${role}; you are ${session.user.role}. An administrator can change that.`),
    h("div", { class: "notice-actions" }, h("a", { class: "button", href: "#/runs" }, "All runs"))));
}

/** Only places of this page: an address from elsewhere has to be none. */
function own(to) {
  return to?.startsWith("#/") ? to : "#/";
}
