import { fetchRun, labelRun } from "../api.js";
import { h, icon, setText } from "../dom.js";
import { session } from "../session.js";
import { sentence } from "./notice.js";
import { RunNotes } from "./run-notes.js";
import { toast } from "./toast.js";

// As the contract says of PATCH /runs/{id}.
const MAX_NAME = 200;
const MAX_TAG = 50;
const MAX_TAGS = 20;

/** The name of a run as a heading, its tags and its notes, all to be changed in place. */
export class RunLabels {
  #run;
  #store;
  #heading = h("h1", {});
  #rename = h("button", { type: "button", class: "icon-button", "aria-label": "Rename this run", title: "Rename", "data-testid": "rename", onclick: () => this.#edit() }, icon("edit"));
  #input = h("input", {
    class: "name-input", maxlength: MAX_NAME, "aria-label": "Name of this run", autocomplete: "off", "data-testid": "name-input", hidden: true,
    onkeydown: (event) => this.#onNameKey(event), onblur: () => this.#input.hidden || this.#saveName(),
  });
  #list = h("ul", { class: "tags", "aria-label": "Tags" });
  #add = h("input", {
    class: "tag-input", maxlength: MAX_TAG, placeholder: "Add a tag", "aria-label": "Add a tag", autocomplete: "off", "data-testid": "tag-input",
    onkeydown: (event) => event.key === "Enter" && this.#addTag(),
  });

  #notes = new RunNotes((changes) => this.#change(changes));

  constructor(run, store) {
    this.#store = store;
    this.name = h("div", { class: "name-edit" }, this.#heading, this.#input, this.#rename);
    this.tags = h("div", { class: "tag-edit" }, this.#list, this.#add);
    this.notes = this.#notes.element;
    this.showRun(run);
  }

  showRun(run) {
    const owned = session.owns(run);
    const same = run.version === this.#run?.version;
    this.#run = run;
    if (same) return;
    setText(this.#heading, run.name);
    this.#list.replaceChildren(...run.tags.map((tag) => h("li", { class: "tag" }, tag,
      owned ? h("button", { type: "button", "aria-label": `Remove tag ${tag}`, onclick: () => this.#removeTag(tag) }, "×") : null)));
    this.#notes.show(run.notes, owned);
    this.#rename.hidden = !owned;
    this.#list.hidden = run.tags.length === 0;
    this.#add.hidden = !owned || run.tags.length >= MAX_TAGS;
  }

  #edit() {
    this.#input.value = this.#run.name;
    this.#showInput(true);
    this.#input.select();
  }

  #showInput(shown) {
    this.#input.hidden = !shown;
    this.#heading.hidden = this.#rename.hidden = shown;
  }

  #onNameKey(event) {
    if (event.key === "Enter") this.#saveName();
    else if (event.key !== "Escape") return;
    // The key must not press the button that gets the focus.
    event.preventDefault();
    this.#showInput(false);
    this.#rename.focus();
  }

  #saveName() {
    const name = this.#input.value.trim();
    this.#showInput(false);
    if (name !== "" && name !== this.#run.name) this.#change({ name });
  }

  async #addTag() {
    const tag = this.#add.value.trim();
    if (tag !== "" && !this.#run.tags.includes(tag) && !(await this.#change({ tags: [...this.#run.tags, tag] }))) return;
    this.#add.value = "";
  }

  #removeTag(tag) {
    this.#add.focus();
    return this.#change({ tags: this.#run.tags.filter((other) => other !== tag) });
  }

  /** What somebody else has changed in the meantime is shown, so that a second try is a choice. */
  async #change(changes) {
    try {
      this.#store.putRun({ ...this.#run, ...labelsOf(await labelRun(this.#run, changes)) });
      return true;
    } catch (error) {
      toast(sentence(error.message));
      if (error.status === 409) this.#store.putRun({ ...this.#run, ...labelsOf(await fetchRun(this.#run.id)) });
      return false;
    }
  }
}

function labelsOf({ name, tags, notes, version }) {
  return { name, tags, notes, version };
}
