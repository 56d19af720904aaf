import { importArchive } from "../api.js";
import { h, setText } from "../dom.js";
import { infoDialog } from "./dialogs.js";
import { sentence } from "./notice.js";

/** Takes an archive of a run or an experiment, and goes to what came of it. */
export function importButton({ router }) {
  const input = h("input", { type: "file", accept: ".zip,application/zip", hidden: true, "data-testid": "import-file", onchange: read });
  const button = h("button", {
    type: "button", class: "button", "data-testid": "import", title: "Import a run or an experiment that was saved as an archive",
    onclick: () => input.click(),
  }, "Import");
  return h("span", { "data-needs": "member" }, button, input);

  async function read() {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    button.disabled = true;
    const begun = performance.now();
    const tell = () => setText(button, `Importing… ${Math.round((performance.now() - begun) / 1000)} s`);
    tell();
    const clock = setInterval(tell, 1000);
    try {
      const { experiment, runs } = await importArchive(file);
      if (button.isConnected) router.go(experiment === null ? `#/runs/${runs[0]}` : `#/experiments/${experiment}`);
    } catch (error) {
      infoDialog({ title: "The archive was not imported", paragraphs: [sentence(error.message)] });
    }
    clearInterval(clock);
    button.disabled = false;
    setText(button, "Import");
  }
}
