import { h } from "../dom.js";
import { formula } from "../math.js";
import { NORMALISED, SECTIONS } from "../measures.js";

const TERMS = [
  ["Path", "The straight segment from one sample to another, F(s) = f(x_a + s·u). A ReLU network is piecewise linear along it."],
  ["D", "The distance between the two samples, ‖x_b − x_a‖; s runs from 0 to D and t = s / D from 0 to 1."],
  ["Kink", "A place on the path where one hidden unit switches on or off, and the slope of every output jumps."],
  ["Gap", "The jump of an output’s slope at a kink, per unit of arc length: the finite counterpart of the network’s second derivative there."],
  ["Chord", "The straight line between an output’s values at both ends of the path."],
  ["Random walk", "What the slope does when the gaps’ signs are chance. At initialisation it is one; training makes it more or less than that."],
  ["Straight", "Said of two things. An output is straight when its bend is small, which needs small kinks only. Its kinks are straighter than chance when they cancel more than coin flips would: straightness below 1."],
  ["Normalised", NORMALISED],
];

/** Every measure: its formula, what it means, where it comes from and what to look for. */
export function mountGlossary(container) {
  document.title = "Glossary · Straightedge";
  const measures = SECTIONS.flatMap(({ charts }) => charts);
  container.append(
    h("div", { class: "page-head" }, h("h1", {}, "Glossary"),
      h("div", { class: "page-actions" }, h("a", { class: "button button-small", href: "#/api" }, "API"))),
    h("p", { class: "page-lead" }, "What the charts show. Every measure along a path is computed from all of its kinks, so it has no sampling error; "
      + "the bands are ± 1 standard error over the pairs of a run, and 95 % intervals over the seeds of a group or an experiment."),
    h("dl", { class: "terms" }, ...TERMS.flatMap(([term, text]) => [h("dt", {}, term), h("dd", {}, text)])),
    h("h2", { class: "glossary-head" }, "Measures"),
    h("div", { class: "glossary", "data-testid": "glossary" }, ...measures.map(entry)));
}

function entry({ id, title, unit, says, formula: math, define, source, look }) {
  return h("article", { class: "card glossary-entry", id: `measure-${id}`, "aria-labelledby": `measure-${id}-title` },
    h("h3", { id: `measure-${id}-title` }, title, h("span", { class: "unit" }, unit)),
    h("p", { class: "glossary-says" }, says),
    math ? formula(math) : null,
    ...define.map((text) => h("p", {}, text)),
    look || source ? h("dl", {}, look ? [h("dt", {}, "What to look for"), h("dd", {}, look)] : null, source ? [h("dt", {}, "Source"), h("dd", {}, source)] : null) : null);
}
