import { h } from "../dom.js";
import { sentence } from "./notice.js";
import { TextField } from "./text-field.js";

export const PASSWORD_HELP = "At least 10 characters; a few words that are easy to remember will do.";

/** The field for a user's name. */
export function nameField(help = "") {
  return new TextField({ path: "name", label: "Name", help, autocomplete: "username" });
}

/** A field for a password; `kind` tells the browser which: current-password or new-password. */
export function passwordField(path, label, kind, help = "") {
  return new TextField({ path, label, help, type: "password", autocomplete: kind });
}

/** What is wrong with a new password that was typed twice: an error at one of the two fields, or nothing. */
export function checkTwice(password, again) {
  if (password.value !== again.value) again.setError("This is not the same as above.");
}

/**
 * A small form in the middle of the page.
 *
 * @param check may set errors at fields before anything is sent
 * @param send does what the form is for; what it throws is shown, at its fields where they are named
 */
export function accountForm({ title, lead, fields, action, check = () => {}, send }) {
  const problem = h("div", { class: "form-problem", role: "alert", hidden: true, "data-testid": "form-problem" });
  const submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "submit" }, action);
  const form = h("form", { class: "card account-form", novalidate: true, onsubmit, "data-testid": "account-form" },
    h("h1", {}, title), lead ? h("p", { class: "account-lead" }, lead) : null, problem,
    ...fields.map((field) => field.element), submit);
  return form;

  async function onsubmit(event) {
    event.preventDefault();
    problem.hidden = true;
    for (const field of fields) field.setError(field.value === "" ? `${field.definition.label} is needed.` : null);
    if (!fields.some((field) => field.wrong)) check();
    const wrong = fields.find((field) => field.wrong);
    if (wrong) return wrong.focus();
    submit.disabled = true;
    try {
      await send();
    } catch (error) {
      show(error);
    }
    submit.disabled = false;
    return undefined;
  }

  function show(error) {
    const homeless = (error.fields ?? []).filter(({ field, message }) => {
      const own = fields.find(({ path }) => path === field);
      own?.setError(sentence(message));
      return !own;
    });
    if (homeless.length === 0 && fields.some((field) => field.wrong)) return fields.find((field) => field.wrong).focus();
    problem.textContent = sentence(error.message);
    problem.hidden = false;
    return undefined;
  }
}
