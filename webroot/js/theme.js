import { drawAtOnce } from "./charts/schedule.js";
import { recall, remember } from "./remembered.js";

const CHOICES = ["auto", "light", "dark"];
const system = window.matchMedia("(prefers-color-scheme: dark)");

/** Emits `change` when the colours on the page change. */
export const theme = new EventTarget();

let chosen = CHOICES.includes(recall("theme")) ? recall("theme") : "auto";
let cache = null;
let printing = false;

export function applyTheme() {
  document.documentElement.dataset.theme = printing ? "light" : chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
  cache = null;
  theme.dispatchEvent(new Event("change"));
}

export function themeChoice() {
  return chosen;
}

export function nextTheme() {
  chosen = CHOICES[(CHOICES.indexOf(chosen) + 1) % CHOICES.length];
  remember("theme", chosen);
  applyTheme();
}

export function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

/** A colour token of the style sheet, for drawing on canvas. */
export function colour(name) {
  cache ??= new Map();
  if (!cache.has(name)) {
    cache.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  }
  return cache.get(name);
}

/** The font of the page at a size in pixels, for drawing on canvas. */
export function font(size, weight = 400) {
  return `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
}

/** Paper is white and narrow, and shows what canvases hold when this ends. */
function setPrinting(on) {
  printing = on;
  document.documentElement.toggleAttribute("data-printing", on);
  drawAtOnce(applyTheme);
}

system.addEventListener("change", applyTheme);
window.addEventListener("beforeprint", () => setPrinting(true));
window.addEventListener("afterprint", () => setPrinting(false));
