import { h, icon, setText } from "../dom.js";

const MAX_NOTES = 10_000;

/** What people noted about a run, to be changed in place. */
export class RunNotes {
  #change;
  #notes = "";
  #owned = false;
  #text = h("p", { class: "run-notes", "data-testid": "notes" });
  #word = h("span", {});
  #edit = h("button", { type: "button", class: "link-button notes-edit", "data-testid": "edit-notes", onclick: () => this.#begin() }, icon("edit"), this.#word);
  #input = h("textarea", {
    class: "notes-input", rows: 4, maxlength: MAX_NOTES, "aria-label": "Notes on this run", "data-testid": "notes-input",
    onkeydown: (event) => this.#onKey(event),
  });
  #form = h("form", { class: "notes-form", hidden: true, onsubmit: (event) => this.#save(event) }, this.#input,
    h("div", { class: "notes-actions" }, h("button", { type: "submit", class: "button button-small button-primary", "data-testid": "save-notes" }, "Save notes"),
      h("button", { type: "button", class: "button button-small", onclick: () => this.#end() }, "Cancel")));

  /** @param change takes changes to the run, and answers whether they were made */
  constructor(change) {
    this.#change = change;
    this.element = h("div", { class: "notes" }, this.#text, this.#edit, this.#form);
  }

  show(notes, owned) {
    this.#notes = notes;
    this.#owned = owned;
    setText(this.#text, notes);
    setText(this.#word, notes ? "Edit notes" : "Add notes");
    this.#showForm(!this.#form.hidden);
  }

  #begin() {
    this.#input.value = this.#notes;
    this.#showForm(true);
    this.#input.focus();
  }

  #end() {
    this.#showForm(false);
    this.#edit.focus();
  }

  async #save(event) {
    event.preventDefault();
    const notes = this.#input.value.trim();
    if (notes === this.#notes || (await this.#change({ notes }))) this.#end();
  }

  #onKey(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return this.#form.requestSubmit();
    if (event.key !== "Escape") return undefined;
    event.preventDefault();
    event.stopPropagation();
    return this.#end();
  }

  #showForm(shown) {
    this.#form.hidden = !shown;
    this.#text.hidden = shown || this.#notes === "";
    this.#edit.hidden = shown || !this.#owned;
  }
}
