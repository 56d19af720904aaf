import { drawImage } from "../charts/filmstrip.js";
import { h, unseen } from "../dom.js";
import { number, plural } from "../format.js";
import { theme } from "../theme.js";

/** The pairs whose paths are kept, each as its two samples. */
export class PairPicker {
  element = h("div", { class: "pairs", role: "group", "aria-label": "Pair of samples", "data-testid": "pairs", hidden: true });
  #choose;
  #pairs = [];
  #chosen = 0;
  #onTheme = () => this.set(this.#pairs, this.#chosen);

  constructor(choose) {
    this.#choose = choose;
    theme.addEventListener("change", this.#onTheme);
  }

  set(pairs, chosen) {
    this.#pairs = pairs;
    this.element.hidden = pairs.length < 2;
    this.element.replaceChildren(...pairs.map(({ pair, a, b }) => h("button", {
      type: "button", class: "pair", "data-pair": pair, title: `${sampleText("a", a)} – ${sampleText("b", b)}`, onclick: () => this.#choose(pair),
    }, unseen(`Pair ${pair + 1}: `), ...thumbnail(a), h("span", { class: "pair-dash", "aria-hidden": "true" }), unseen(" to "), ...thumbnail(b))));
    this.show(chosen);
  }

  show(chosen) {
    this.#chosen = chosen;
    for (const button of this.element.children) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.pair) === chosen));
    }
  }

  destroy() {
    theme.removeEventListener("change", this.#onTheme);
  }
}

/** One end of a path in words. */
export function sampleText(end, sample) {
  return `${end}: ${shortText(sample)}, sample ${sample.sample}`;
}

function shortText({ label, input }) {
  if (label !== null) return `class ${label}`;
  return input.length === 1 ? `x = ${number(input[0])}` : plural(input.length, "feature");
}

/** A sample as a picture, or in short with the unseen words that say what it is. */
function thumbnail(sample) {
  if (sample.width > 0) return [drawImage(h("canvas", { class: "thumb", "aria-hidden": "true" }), sample.input, sample.width), unseen(shortText(sample))];
  const [word, text] = sample.label !== null ? ["class ", sample.label] : sample.input.length === 1 ? ["x = ", number(sample.input[0], 2)] : ["sample ", `#${sample.sample}`];
  return [unseen(word), h("span", { class: "thumb thumb-text" }, text)];
}
