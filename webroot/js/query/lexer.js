const TOKEN = /\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<operator>!=|<=|>=|=|<|>)|(?<sign>[(),:])|(?<word>[^\s"'()=!<>,:][^\s"()=!<>,:]*))\s*/dy;
const LOOSE = /[^\s"()]+/y;

/** A filter that cannot be read; the message says where, and what would be right. */
export class FilterError extends Error {}

export function wrong(at, message) {
  return new FilterError(`at ${at}: ${message}`);
}

/** The tokens of a filter: [{ type: word, quoted, operator, sign or end, text, at (from 1) }]. */
export function tokensOf(text) {
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    const last = tokens.at(-1);
    // What follows a colon at once is its value, whatever it holds: a time, or a list of numbers.
    const loose = last?.type === "sign" && last.text === ":" && last.at === at ? match(LOOSE, text, at) : null;
    if (loose) {
      tokens.push({ type: "word", text: loose[0], at: at + 1 });
      at = blanksAfter(text, at + loose[0].length);
      continue;
    }
    const found = match(TOKEN, text, at);
    if (!found) {
      const place = blanksAfter(text, at);
      if (place === text.length) break;
      const sign = text[place];
      throw wrong(place + 1, sign === '"' || sign === "'" ? `this quote has no end; use ${sign} once more` : `"${sign}" stands alone; use !=, or not, or put the text in quotes`);
    }
    tokens.push(tokenOf(found));
    at += found[0].length;
  }
  return [...tokens, { type: "end", text: "the end", at: text.length + 1 }];
}

function tokenOf({ groups, indices }) {
  const name = Object.keys(groups).find((group) => groups[group] !== undefined);
  const quoted = name === "double" || name === "single";
  return { type: quoted ? "quoted" : name, text: groups[name], at: indices.groups[name][0] + (quoted ? 0 : 1) };
}

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function blanksAfter(text, start) {
  return start + text.slice(start).match(/^\s*/)[0].length;
}
