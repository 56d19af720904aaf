const KEY = "straightedge.theme";
const CHOICES = ["auto", "light", "dark"];
const system = window.matchMedia("(prefers-color-scheme: dark)");

/** Emits `change` when the colours on the page change. */
export const theme = new EventTarget();

let chosen = stored();
let cache = null;

export function applyTheme() {
  document.documentElement.dataset.theme = chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
  cache = null;
  theme.dispatchEvent(new Event("change"));
}

export function themeChoice() {
  return chosen;
}

export function nextTheme() {
  chosen = CHOICES[(CHOICES.indexOf(chosen) + 1) % CHOICES.length];
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  applyTheme();
}

function stored() {
  try {
    const choice = localStorage.getItem(KEY);
    return CHOICES.includes(choice) ? choice : "auto";
  } catch {
    return "auto";
  }
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

system.addEventListener("change", applyTheme);
