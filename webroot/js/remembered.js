const PREFIX = "straightedge.";

/** What this browser remembers under a name; null without storage, or where what is stored makes no sense. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

/** Without storage nothing lasts longer than the page. */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows and full storages refuse.
  }
}
