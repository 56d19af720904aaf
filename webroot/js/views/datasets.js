import { fetchDatasets } from "../api.js";
import { deletions } from "../deletions.js";
import { h, listen } from "../dom.js";
import { DatasetCard } from "./dataset-card.js";
import { DatasetUpload } from "./dataset-upload.js";
import { failure, loading } from "./notice.js";
import { toast } from "./toast.js";

const POLL_MILLIS = 1000;

/** Every dataset with a look at its samples, and a form to bring one's own. */
export function mountDatasets(container, { live }) {
  document.title = "Data · Straightedge";
  const content = h("div", {}, loading("Loading datasets…"));
  const grid = h("div", { class: "datasets", "data-testid": "datasets" });
  const upload = new DatasetUpload((made) => {
    toast(`“${made.title}” is ready.`);
    load();
  });
  container.append(
    h("div", { class: "page-head" }, h("h1", {}, "Data")),
    h("p", { class: "page-lead" }, "What networks can be trained on. Generated data needs no file; MNIST and Fashion-MNIST are downloaded when you ask for them."),
    content);
  const cards = new Map();
  let gone = false;
  let timer = null;
  const listeners = [listen(deletions, "change", load), listen(live, "reconnected", load)];
  load();

  async function load() {
    clearTimeout(timer);
    try {
      const datasets = await fetchDatasets();
      if (gone) return;
      draw(datasets.filter(({ name }) => !deletions.has(`/datasets/${name}`)));
      if (datasets.some(({ download }) => download?.state === "running")) timer = setTimeout(load, POLL_MILLIS);
    } catch (error) {
      if (!gone && !grid.isConnected) content.replaceChildren(failure(error, load));
    }
  }

  function draw(datasets) {
    const names = new Set(datasets.map(({ name }) => name));
    for (const [name, card] of cards) {
      if (names.has(name)) continue;
      card.destroy();
      card.element.remove();
      cards.delete(name);
    }
    for (const dataset of datasets) {
      if (cards.has(dataset.name)) cards.get(dataset.name).update(dataset);
      else cards.set(dataset.name, new DatasetCard(dataset, load));
    }
    grid.replaceChildren(...datasets.map(({ name }) => cards.get(name).element));
    if (!grid.isConnected) content.replaceChildren(grid, upload.element);
  }

  return {
    destroy() {
      gone = true;
      clearTimeout(timer);
      listeners.forEach((end) => end());
      cards.forEach((card) => card.destroy());
    },
  };
}
