const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: `on…` properties become listeners, `class` and attributes are set, children are nodes or text. */
export function h(tag, props = {}, ...children) {
  return build(document.createElement(tag), props, children);
}

export function svg(tag, props = {}, ...children) {
  return build(document.createElementNS(SVG, tag), props, children);
}

function build(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (name === "checked") element.checked = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Words for assistive technology alone. */
export function unseen(text) {
  return h("span", { class: "visually-hidden" }, text);
}

/** Writes text only when it differs, so that selections and screen readers are left in peace. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const ICONS = {
  queued: ["M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11", "M8 5v3.2l2 1.3"],
  running: ["M5 3.2 12.5 8 5 12.8z"],
  paused: ["M5.5 3.5v9", "M10.5 3.5v9"],
  finished: ["M3 8.5 6.5 12 13 4.5"],
  failed: ["M8 2.2 14.5 13.5h-13z", "M8 6.4v3.4", "M8 11.6v.2"],
  stopped: ["M4 4h8v8H4z"],
  interrupted: ["M9.2 1.8 4 9h3.6l-.8 5.2L12 7H8.4z"],
  cross: ["M4 4l8 8", "M12 4l-8 8"],
  question: ["M5.4 6a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 1.9", "M8 12.8v.2"],
  plus: ["M8 3v10", "M3 8h10"],
  minus: ["M3 8h10"],
  eye: ["M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z", "M8 6.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6"],
  columns: ["M2.5 3h11v10h-11z", "M6.2 3v10M9.8 3v10"],
  edit: ["M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2z"],
  archive: ["M2.5 3h11v3h-11z", "M3.5 6v7h9V6", "M6.5 8.8h3"],
  remove: ["M3 4.5h10", "M6.2 4.5V2.8h3.6v1.7", "M4.2 4.5l.7 8.7h6.2l.7-8.7"],
  copy: ["M5.5 5.5h8v8h-8z", "M3 10.5h-.5v-8h8V3"],
  download: ["M8 2.5v7.5", "M4.8 7 8 10.2 11.2 7", "M3 13.2h10"],
  grip: ["M5.5 3.5v.2M5.5 8v.2M5.5 12.5v.2M10.5 3.5v.2M10.5 8v.2M10.5 12.5v.2"],
  more: ["M3.5 8v.1M8 8v.1M12.5 8v.1"],
  grow: ["M9.5 2.5h4v4", "M13.5 2.5 9 7", "M6.5 13.5h-4v-4", "M2.5 13.5 7 9"],
  shrink: ["M9 3v4h4", "M9 7l4.5-4.5", "M7 13V9H3", "M7 9l-4.5 4.5"],
  previous: ["M10 3.5 5.5 8l4.5 4.5"],
  next: ["M6 3.5 10.5 8 6 12.5"],
  sun: ["M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6", "M8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1"],
  moon: ["M13 9.6A5.6 5.6 0 1 1 6.4 3a4.5 4.5 0 0 0 6.6 6.6z"],
  person: ["M8 8.2a2.8 2.8 0 1 0 0-5.6a2.8 2.8 0 0 0 0 5.6", "M2.6 13.8c.5-2.8 2.5-3.9 5.4-3.9s4.9 1.1 5.4 3.9"],
  auto: ["M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11", "M8 2.5v11M8 5h3.8M8 8h5.4M8 11h3.8"],
};

/** A 16-pixel line icon, hidden from assistive technology: the word stands beside it. */
export function icon(name) {
  const paths = ICONS[name].map((d) => svg("path", { d }));
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, ...paths);
}

/** The mark: a bent path and its straight chord. */
export function mark() {
  return svg("svg", { viewBox: "0 0 32 20", class: "mark", "aria-hidden": "true" },
    svg("path", { d: "M2 17 30 4", class: "mark-chord" }),
    svg("path", { d: "M2 17 9 8 15.5 12 22 4.5 30 4", class: "mark-path" }));
}

/** Adds a listener and returns the function that takes it away. */
export function listen(target, name, handler) {
  target.addEventListener(name, handler);
  return () => target.removeEventListener(name, handler);
}
