import { curlOf, fetchContract, fieldsOf, limitsOf, operationsOf, typeOf } from "../contract.js";
import { h, icon } from "../dom.js";
import { session } from "../session.js";
import { failure, loading } from "./notice.js";
import { toast } from "./toast.js";

/** The API, as its contract describes it: every operation with its parameters, body, answers and a curl line. */
export function mountApi(container, context, params) {
  document.title = "API · Straightedge";
  const content = h("div", { class: "api-page" }, loading("Loading the description…"));
  container.append(h("div", { class: "page-head" }, h("h1", {}, "API"),
    h("div", { class: "page-actions" }, h("a", { class: "button button-small", href: "/openapi.yaml", download: "openapi.yaml" }, icon("download"), "OpenAPI contract"))), content);
  let gone = false;
  load();

  async function load() {
    try {
      const contract = await fetchContract();
      if (gone) return;
      content.replaceChildren(...page(contract));
      reveal(params);
    } catch (error) {
      if (!gone) content.replaceChildren(failure(error, load));
    }
  }

  /** Opens the operation that the address names. */
  function reveal(next) {
    const wanted = content.querySelector(`#operation-${CSS.escape(next.get("operation") ?? "")}`);
    if (!wanted) return;
    wanted.open = true;
    wanted.scrollIntoView({ block: "start" });
    wanted.querySelector("summary").focus({ preventScroll: true });
  }

  return {
    update: reveal,
    destroy() {
      gone = true;
    },
  };
}

function page(contract) {
  const all = operationsOf(contract);
  const groups = contract.tags.map(({ name, description }) => ({ name, description, operations: all.filter(({ tag }) => tag === name) }));
  const search = h("input", { type: "search", class: "run-search", placeholder: "Search operations", "aria-label": "Search operations", autocomplete: "off", "data-testid": "api-search", oninput: filter });
  const none = h("p", { class: "loading", hidden: true }, "No operation fits.");
  const sections = groups.map(({ name, description, operations }) => h("section", { class: "api-group", "aria-labelledby": `api-${name}` },
    h("h2", { id: `api-${name}` }, name), h("p", {}, description), ...operations.map((one) => operation(contract, one))));
  const [lead, ...rules] = contract.info.description.trim().split("\n\n").map((text) => h("p", { class: "page-lead" }, text));
  return [lead, h("details", { class: "api-rules" }, h("summary", {}, "Filters, repeats and limits"), ...rules), search, none, ...sections];

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const section of sections) {
      const items = [...section.querySelectorAll(".api-operation")];
      for (const item of items) item.hidden = !words.every((word) => item.dataset.words.includes(word));
      section.hidden = items.every((item) => item.hidden);
    }
    none.hidden = sections.some((section) => !section.hidden);
  }
}

function operation(contract, one) {
  const { id, method, path, summary, description, parameters, body, answers } = one;
  const words = `${method} ${path} ${summary} ${id}`.toLowerCase();
  const element = h("details", { class: "card api-operation", id: `operation-${id}`, "data-words": words, "data-testid": `api-${id}` },
    h("summary", {}, h("span", { class: "api-method" }, method), h("code", {}, path), h("span", { class: "api-summary" }, summary)));
  // Most are never opened.
  element.addEventListener("toggle", () => {
    if (!element.open || element.children.length > 1) return;
    element.append(h("div", { class: "api-detail" },
      description ? h("p", {}, description) : null,
      ...table("Parameters", ["Name", "In", "Type", "Allowed", ""], parameters.map((each) => [
        name(each.name, each.required), each.in, typeOf(contract, each.schema), limitsOf(each.schema), each.description ?? each.schema.description ?? ""])),
      ...(body ? table(`Body, ${body.type}`, FIELD_COLUMNS, rows(contract, body.schema)) : []),
      ...answers.flatMap(({ status, text, schema }) => [h("h3", {}, `Answer ${status}`), h("p", {}, `${text}.`),
        status === "otherwise" || !schema ? null : h("div", {}, ...table("Fields", FIELD_COLUMNS, rows(contract, schema), "h4"))]).filter(Boolean),
      example(one)));
  }, { once: false });
  return element;
}

const FIELD_COLUMNS = ["Field", "Type", "Allowed", ""];

function rows(contract, schema) {
  return fieldsOf(contract, schema).map(({ name: field, type, limits, text, required }) => [name(field, required), type, limits, text]);
}

function name(text, required) {
  return h("span", {}, h("code", {}, text), required ? h("em", {}, " required") : null);
}

function table(title, columns, lines, heading = "h3") {
  if (lines.length === 0) return [];
  return [h(heading, {}, title), h("div", { class: "api-table", tabindex: 0, role: "region", "aria-label": title },
    h("table", {}, h("thead", {}, h("tr", {}, ...columns.map((text) => (text ? h("th", { scope: "col" }, text) : h("td", {}))))),
      h("tbody", {}, ...lines.map((cells) => h("tr", {}, ...cells.map((cell) => h("td", {}, cell)))))))];
}

function example(one) {
  const text = curlOf(one, location.origin, session.accounts);
  const code = h("code", { tabindex: 0 }, text);
  return h("div", { class: "api-example" }, h("h3", {}, "With curl"), h("pre", {}, code),
    h("button", { type: "button", class: "button button-small", onclick: copy }, icon("copy"), "Copy"));

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      toast("Copied.");
    } catch {
      // Without HTTPS browsers have no clipboard: what is selected can be copied by hand.
      getSelection().selectAllChildren(code);
      toast("Selected: copy it with the keyboard.");
    }
  }
}
