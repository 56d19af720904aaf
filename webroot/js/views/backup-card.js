import { h } from "../dom.js";
import { bytes, moment } from "../format.js";
import { backupUrl, createBackup, deleteBackup, fetchBackups } from "../server-api.js";
import { confirmDialog } from "./dialogs.js";
import { sentence } from "./notice.js";
import { toast } from "./toast.js";

const POLL_MILLIS = 1000;

/** The backups that the server keeps, and a button for another. */
export class BackupCard {
  #list = h("ul", { class: "backups", "data-testid": "backups" });
  #problem = h("p", { class: "backup-problem", role: "alert", hidden: true });
  #button = h("button", { type: "button", class: "button", "data-testid": "backup", onclick: () => this.#create() }, "Back up now");
  #timer = null;
  #gone = false;

  constructor() {
    this.element = h("section", { class: "card server-card" },
      h("div", { class: "server-card-head" }, h("h2", {}, "Backups"), this.#button),
      h("p", { class: "server-note" }, "Every run with its newest checkpoint, users, and uploaded datasets. Keep a copy on another disk; the command restore puts it back."),
      this.#problem, this.#list);
    this.#load();
  }

  destroy() {
    this.#gone = true;
    clearTimeout(this.#timer);
  }

  async #load() {
    clearTimeout(this.#timer);
    try {
      const { backups, writing, failure } = await fetchBackups();
      if (this.#gone) return;
      this.#show(backups, writing, failure);
      if (writing) this.#timer = setTimeout(() => this.#load(), POLL_MILLIS);
    } catch (error) {
      if (!this.#gone) this.#say(sentence(error.message));
    }
  }

  #show(backups, writing, failure) {
    this.#button.disabled = writing !== null;
    this.#button.textContent = writing ? "Backing up…" : "Back up now";
    this.#say(failure ? sentence(failure) : "");
    this.#list.replaceChildren(...backups.map((backup) => this.#row(backup)));
    if (backups.length === 0) this.#list.append(h("li", {}, "There is none on the server yet."));
  }

  #row({ name, written, bytes: size }) {
    return h("li", { "data-backup": name }, h("span", {}, `${moment(written)} · ${bytes(size)}`),
      h("a", { class: "button button-small", href: backupUrl(name), download: name, "aria-label": `Download the backup of ${moment(written)}` }, "Download"),
      h("button", { type: "button", class: "button button-small", "aria-label": `Delete the backup of ${moment(written)}`, onclick: () => this.#delete(name) }, "Delete"));
  }

  async #create() {
    this.#button.disabled = true;
    try {
      await createBackup();
    } catch (error) {
      toast(sentence(error.message));
    }
    this.#load();
  }

  async #delete(name) {
    if (!(await confirmDialog({ title: "Delete this backup?", text: `${name} is removed from the server.`, action: "Delete" }))) return;
    try {
      await deleteBackup(name);
    } catch (error) {
      toast(sentence(error.message));
    }
    this.#load();
  }

  #say(problem) {
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === "";
  }
}
