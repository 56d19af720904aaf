import { h, icon, setText } from "../dom.js";
import { count } from "../format.js";

const PLAY_MILLIS = 180;

/** Moves through the measured steps: slider, one back, one on, play, and a return to the newest. */
export class StepControl {
  #steps = [];
  #index = 0;
  #choose;
  #ready;
  #live = false;
  #following = true;
  #timer = null;
  #slider = h("input", {
    type: "range", min: 0, max: 0, step: 1, value: "0", class: "step-slider", "aria-label": "Measured step", "data-testid": "step-slider",
    oninput: (event) => this.#moveTo(Number(event.target.value)),
    onkeydown: (event) => event.key === " " && (event.preventDefault(), this.#togglePlay()),
  });
  #back = this.#button("previous", "Previous measured step", () => this.#moveTo(this.#index - 1));
  #on = this.#button("next", "Next measured step", () => this.#moveTo(this.#index + 1));
  #play = this.#button("running", "Play the steps", () => this.#togglePlay());
  #text = h("output", { class: "step-text", "data-testid": "step-text" });
  #newest = h("button", { type: "button", class: "button button-small", "data-testid": "newest", onclick: () => this.#follow() }, "Newest");

  /** @param choose is told the step to show, null for following the newest; ready says whether a step is loaded */
  constructor({ choose, ready }) {
    this.#choose = choose;
    this.#ready = ready;
    this.element = h("div", { class: "steps", role: "group", "aria-label": "Measured steps" },
      this.#back, this.#play, this.#on, this.#slider, this.#text, this.#newest);
  }

  get newest() {
    return this.#steps.at(-1);
  }

  add(step) {
    if (this.#steps.includes(step)) return;
    const shown = this.#steps[this.#index];
    this.#steps.push(step);
    this.#steps.sort((a, b) => a - b);
    this.#slider.max = this.#steps.length - 1;
    if (shown !== undefined) this.#index = this.#steps.indexOf(shown);
    this.#slider.value = this.#index;
  }

  /** The measured step nearest to a number. */
  nearest(wanted) {
    if (!Number.isFinite(wanted)) return this.newest;
    return this.#steps.reduce((best, step) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best), this.#steps[0]);
  }

  after(step) {
    return this.#steps[this.#steps.indexOf(step) + 1];
  }

  setLive(live) {
    this.#live = live;
    this.#showButtons();
  }

  show(step, following, stepsPerEpoch) {
    this.#index = Math.max(0, this.#steps.indexOf(step));
    this.#following = following;
    this.#slider.value = this.#index;
    const epoch = stepsPerEpoch ? ` · epoch ${(step / stepsPerEpoch).toFixed(1)}` : "";
    setText(this.#text, `step ${count(step)}${epoch}`);
    this.#slider.setAttribute("aria-valuetext", `step ${step}, ${this.#index + 1} of ${this.#steps.length}`);
    this.#showButtons();
  }

  destroy() {
    clearInterval(this.#timer);
  }

  #button(name, label, onclick) {
    return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick }, icon(name));
  }

  #showButtons() {
    this.#back.disabled = this.#index <= 0;
    this.#on.disabled = this.#index >= this.#steps.length - 1;
    this.#play.disabled = this.#steps.length < 2;
    this.#newest.hidden = !this.#live && this.#index >= this.#steps.length - 1;
    this.#newest.disabled = this.#following;
    setText(this.#newest, !this.#live ? "Last" : this.#following ? "Following" : "Newest");
  }

  #moveTo(index) {
    const step = this.#steps[Math.min(this.#steps.length - 1, Math.max(0, index))];
    if (step !== undefined) this.#choose(String(step));
  }

  #follow() {
    this.#pause();
    this.#choose(null);
  }

  #togglePlay() {
    if (this.#timer !== null) return this.#pause();
    if (this.#index >= this.#steps.length - 1) this.#moveTo(0);
    this.#timer = setInterval(() => this.#advance(), PLAY_MILLIS);
    return this.#showPlay("paused", "Pause");
  }

  /** Waits for the present step to be on the screen before it moves on. */
  #advance() {
    if (!this.#ready(this.#steps[this.#index])) return;
    if (this.#index >= this.#steps.length - 1) this.#pause();
    else this.#moveTo(this.#index + 1);
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = null;
    this.#showPlay("running", "Play the steps");
  }

  #showPlay(name, label) {
    this.#play.replaceChildren(icon(name));
    this.#play.setAttribute("aria-label", label);
    this.#play.title = label;
  }
}
