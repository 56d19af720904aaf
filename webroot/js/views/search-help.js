import { h, icon } from "../dom.js";

const EXAMPLES = [
  ["wide first", "both words in name, state or tags"],
  ["state:running hidden:1000", "a setting, whose field may leave out its beginning"],
  ['tags = "first" or owner = ada', "either; and stands for itself between two others"],
  ["path/gap_deviation < 0.1", "the last value of a metric"],
  ["training.epochs >= 50 and not optimizer = adam", "numbers and times with =, !=, <, <=, >, >="],
  ["created > 2030-01-31", "times in UTC"],
  ['name contains "20, 1"', "a part of a text, in any case"],
  ["seed in (1, 2, 3)", "one of several"],
  ['hidden = "64,64"', "all layers; hidden = 64 fits any"],
];

/** A button that explains the language of the search. */
export function searchHelp() {
  const close = (event) => {
    if (event.key !== "Escape") return;
    element.open = false;
    element.querySelector("summary").focus();
  };
  const element = h("details", { class: "column-menu search-help", "data-testid": "search-help", onkeydown: close },
    h("summary", { class: "icon-button", "aria-label": "How to search", title: "How to search" }, icon("question")),
    h("div", { class: "column-list" },
      h("dl", {}, ...EXAMPLES.flatMap(([text, means]) => [h("dt", {}, h("code", {}, text)), h("dd", {}, means)])),
      h("p", {}, "The API takes the same as the ", h("code", {}, "filter"), " of ", h("a", { href: "#/api?operation=listRuns" }, "GET /runs"), ".")));
  return element;
}
