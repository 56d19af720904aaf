import { createRun, fetchDatasets, fetchRun } from "../api.js";
import { h, setText } from "../dom.js";
import { failure, loading } from "./notice.js";
import { SpecFields, showProblems } from "./spec-fields.js";

/** The form for a new run. In the parameters, `from` takes the settings of another run, `dataset` chooses one. */
export function mountNewRun(container, { router }, params) {
  document.title = "New run · Straightedge";
  const content = h("div", {}, loading("Loading datasets…"));
  container.append(h("div", { class: "page-head" }, h("h1", {}, "New run")), content);
  let gone = false;
  load();

  async function load() {
    content.replaceChildren(loading("Loading datasets…"));
    try {
      const from = /^[1-9]\d*$/.test(params.get("from") ?? "") ? Number(params.get("from")) : null;
      const [datasets, run] = await Promise.all([fetchDatasets(), from ? fetchRun(from) : null]);
      if (gone) return;
      const wanted = datasets.find(({ name, available }) => available && name === params.get("dataset"));
      content.replaceChildren(new RunForm(datasets, run?.spec ?? wanted?.spec ?? null, router).element);
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load));
    }
  }

  return {
    destroy() {
      gone = true;
    },
  };
}

class RunForm {
  #router;
  #fields;
  #problem = h("div", { class: "form-problem", role: "alert", hidden: true, "data-testid": "form-problem", tabindex: -1 });
  #size = h("p", { class: "form-size", "data-testid": "form-size" });
  #submit = h("button", { type: "submit", class: "button button-primary", "data-testid": "submit" }, "Start run");

  constructor(datasets, spec, router) {
    this.#router = router;
    this.#fields = new SpecFields(datasets, spec, { onDataset: () => this.#showSize() });
    this.element = h("form", { class: "run-form", novalidate: true, onsubmit: (event) => this.#send(event), oninput: () => this.#showSize(), "data-testid": "new-run" },
      this.#problem, ...this.#fields.elements, h("div", { class: "form-end" }, this.#size, this.#submit));
    this.#showSize();
  }

  #showSize() {
    setText(this.#size, this.#fields.size);
  }

  async #send(event) {
    event.preventDefault();
    this.#problem.hidden = true;
    this.#fields.clearErrors();
    const { spec, errors } = this.#fields.read();
    if (errors.length > 0) return this.#showErrors(errors, "");
    this.#submit.disabled = true;
    try {
      const run = await createRun(spec);
      this.#router.go(`#/runs/${run.id}`);
    } catch (error) {
      this.#showErrors(error.fields ?? [], error.message);
    } finally {
      this.#submit.disabled = false;
    }
    return undefined;
  }

  /** Each error stands at its field; what belongs to no field stands at the top. */
  #showErrors(errors, message) {
    const homeless = errors.filter((error) => !this.#fields.addError(error));
    showProblems(this.#problem, this.#fields.wrong, homeless, message);
  }
}
