import { archiveUrl, metricsCsvUrl } from "../api.js";
import { throttled } from "../charts/schedule.js";
import { h, icon, setText } from "../dom.js";
import { count, duration, number, plural } from "../format.js";
import { session } from "../session.js";
import { hasEnded, isResumable } from "../store.js";
import { deleteWithUndo } from "./delete.js";
import { sentence } from "./notice.js";
import { askStop, pause, resume } from "./run-actions.js";
import { RunLabels } from "./run-labels.js";
import { canPause, canStop, progressOf, stateBadge } from "./run-state.js";

const REDRAW_MILLIS = 200;

/** Name, state, progress, settings and actions of one run. */
export class RunHeader {
  #context;
  #run;
  #labels;
  #state = h("span", { "data-testid": "run-state" });
  #message = h("p", { class: "run-problem", "data-testid": "run-message", hidden: true });
  #bar = h("i", {});
  #facts = new Map();
  #factList = h("dl", { class: "facts" });
  #data = h("p", { class: "run-data" });
  #settings = h("dl", { class: "settings-list" });
  #pause = h("button", { type: "button", class: "button", "data-testid": "pause", onclick: () => pause(this.#run) }, icon("paused"), "Pause");
  #resume = h("button", { type: "button", class: "button button-primary", "data-testid": "resume", onclick: () => resume(this.#run) }, icon("running"), "Resume");
  #stop = h("button", { type: "button", class: "button", "data-testid": "stop", onclick: () => askStop(this.#run) }, icon("stopped"), "Stop");
  #delete = h("button", { type: "button", class: "button", "data-testid": "delete", onclick: () => this.#remove() }, icon("remove"), "Delete");
  #redraw = throttled(() => this.#draw(), REDRAW_MILLIS);
  #clock = setInterval(() => hasEnded(this.#run) || this.#redraw.request(), 1000);

  constructor(run, context) {
    this.#run = run;
    this.#context = context;
    this.#labels = new RunLabels(run, context.store);
    const name = `${run.name.replace(/[^\w.-]+/g, "-").toLowerCase()}-metrics.csv`;
    this.element = h("header", { class: "run-head", "data-testid": "run-header" },
      h("p", { class: "crumbs", "data-testid": "crumbs" }, ...(run.experiment === null ? [h("a", { href: "#/runs" }, "Runs")]
        : [h("a", { href: "#/experiments" }, "Experiments"), " / ", h("a", { href: `#/experiments/${run.experiment}` }, run.experiment), " / run"]), ` / ${run.id}`),
      h("div", { class: "run-title" }, this.#labels.name, this.#state,
        h("div", { class: "run-buttons" }, this.#resume, this.#pause, this.#stop,
          h("a", { class: "button", href: `#/new?from=${run.id}`, "data-needs": "member", title: "A new run with these settings" }, icon("copy"), "Use settings"),
          h("a", { class: "button", href: metricsCsvUrl(run.id), download: name, "data-testid": "csv" }, icon("download"), "CSV"),
          h("a", { class: "button", href: archiveUrl(run.id), download: true, "data-testid": "archive" }, icon("archive"), "Archive"),
          this.#delete)),
      this.#labels.tags, this.#labels.notes, this.#message,
      h("div", { class: "run-progress" }, h("span", { class: "bar" }, this.#bar), this.#factList),
      this.#data,
      h("details", { class: "settings", "data-testid": "settings" }, h("summary", {}, "Settings"), this.#settings));
    this.#showSettings();
    this.#draw();
  }

  showRun(run) {
    const changed = run.state !== this.#run.state;
    const setUp = run.setup && !this.#run.setup;
    this.#run = run;
    this.#labels.showRun(run);
    if (setUp) this.#showSettings();
    if (changed) this.#draw();
    else this.#redraw.request();
  }

  append() {
    this.#redraw.request();
  }

  destroy() {
    clearInterval(this.#clock);
    this.#redraw.cancel();
  }

  #remove() {
    deleteWithUndo(`/runs/${this.#run.id}`, this.#run.name);
    this.#context.router.go("#/runs");
  }

  #draw() {
    const run = this.#run;
    const owned = session.owns(run);
    if (this.#state.dataset.state !== run.state) {
      this.#state.dataset.state = run.state;
      this.#state.replaceChildren(stateBadge(run.state));
      this.element.dataset.state = run.state;
    }
    setText(this.#message, sentence(run.message));
    // How a finished run ended is told by its state; its checksum is a fact.
    this.#message.hidden = !run.message || run.state === "finished";
    this.#message.classList.toggle("run-problem-bad", run.state === "failed");
    this.#pause.hidden = !owned || !canPause(run);
    this.#resume.hidden = !owned || !isResumable(run);
    this.#stop.hidden = !owned || !canStop(run);
    this.#delete.hidden = !owned || canStop(run);
    this.#drawProgress(run);
    setText(this.#data, run.setup ? sentence(run.setup.data) : run.state === "queued" ? "Waits until the run before it has ended." : "");
  }

  #showSettings() {
    const rows = [...settings(this.#run.spec), ...environment(this.#run.setup)];
    this.#settings.replaceChildren(...rows.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]));
  }

  #drawProgress(run) {
    const { share, total, elapsed, left } = progressOf(run);
    const speed = this.#context.store.series(run.id).get("speed/steps_per_second")?.last;
    const perEpoch = run.setup?.stepsPerEpoch;
    this.#bar.style.width = `${Number.isFinite(share) ? 100 * share : 0}%`;
    this.#fact("Step", total === 0 ? "0, untrained" : Number.isFinite(total) ? `${count(run.step)} of ${count(total)}` : count(run.step));
    this.#fact("Epoch", perEpoch && total > 0 ? `${(run.step / perEpoch).toFixed(1)} of ${count(total / perEpoch)}` : null);
    this.#fact("Steps per second", Number.isFinite(speed) ? number(speed) : null);
    this.#fact("Elapsed", Number.isFinite(elapsed) ? duration(elapsed) : null);
    this.#fact("Remaining", Number.isFinite(left) ? duration(left) : null);
    this.#fact("Network", run.setup ? run.setup.layers.map(count).join(" → ") : null);
    this.#fact("Owner", run.owner);
    this.#fact("Parameters", run.setup ? count(run.setup.parameters) : null);
    this.#fact("Checksum of the parameters", run.state === "finished" ? run.message.replace("parameters ", "") || null : null);
  }

  /** Shows one figure; null takes it away. */
  #fact(name, text) {
    if (!this.#facts.has(name)) {
      const value = h("dd", {});
      const element = h("div", {}, h("dt", {}, name), value);
      this.#facts.set(name, { value, element });
      this.#factList.append(element);
    }
    const { value, element } = this.#facts.get(name);
    element.hidden = text === null;
    setText(value, text ?? "");
  }
}

function optimizer({ optimizer: name, momentum, batchSize }) {
  if (name === "gd") return "gradient descent on all samples";
  const words = { sgd: "SGD", momentum: `SGD with momentum ${number(momentum)}`, adam: "Adam" };
  return `${words[name] ?? name}, batch ${count(batchSize)}`;
}

/** Names and texts of what the run was asked to do. */
function settings(spec) {
  const { dataset, network, training, measure } = spec;
  return [
    ["Data", `${dataset.name}, ${plural(dataset.samples, "sample")}, ${number(100 * dataset.labelNoise)} % random labels`
      + `${dataset.standardise ? ", standardised" : ""}${dataset.rescale ? ", rescaled to ‖x‖ = √d" : ""}`
      + `${dataset.function ? `, ${dataset.function}` : ""}${dataset.noise ? `, noise ${number(dataset.noise)}` : ""}`],
    ["Network", `hidden ${network.hidden.map(count).join(" – ")}; variances: weights ${number(network.weightVariance)}, `
      + `biases ${number(network.biasVariance)}, last layer ${number(network.lastVariance)}; scale ${number(network.scale)}`],
    ["Training", `${optimizer(training)}, learning rate ${number(training.learningRate)}, `
      + `${plural(training.epochs, "epoch")}, warm-up ${plural(training.warmupEpochs, "epoch")}, ${training.loss}, seed ${training.seed}`
      + `${training.weightDecay > 0 ? `, weight decay ${number(training.weightDecay)}` : ""}`
      + `${training.stopAtLoss > 0 ? `, ends at loss ${number(training.stopAtLoss)}` : ""}${training.trainBiases === false ? ", biases frozen" : ""}`],
    ["Measuring", `${plural(measure.pairs, "pair")}, ${{ same: "same class", different: "different classes", random: "random" }[measure.kind]}; `
      + `${measure.everySteps > 0 ? `every ${plural(measure.everySteps, "step")}` : `adaptive, budget ${number(100 * measure.budget)} % of the time`}`],
  ];
}

/** Where it ran, once that is known. */
function environment(setup) {
  const facts = Object.entries(setup?.environment ?? {});
  return facts.length === 0 ? [] : [["Ran on", facts.map(([name, value]) => `${name}: ${value}`).join("; ")]];
}
