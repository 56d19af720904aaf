import { settingsOf } from "./run-fields.js";
import { valueText } from "./sweep.js";

/**
 * Whether a run fits a search: every word is in its name, its tags or its state, and every `field:value` holds, where
 * the field may leave out its beginning, as in hidden:1000 for network.hidden, and a value with spaces is quoted.
 */
export function searched(text) {
  const words = [...text.matchAll(/(?:([\w.]+):)?(?:"([^"]*)"?|(\S+))/g)]
    .map(([, field, quoted, plain]) => ({ field: field?.toLowerCase(), value: (quoted ?? plain).toLowerCase() }));
  return (run) => words.every(({ field, value }) => (field ? hasValue(run, field, value) : hasText(run, value)));
}

function hasText({ name, tags, state }, text) {
  return [name, state, ...tags].some((own) => own.toLowerCase().includes(text));
}

function hasValue(run, field, text) {
  if (field === "name") return run.name.toLowerCase().includes(text);
  if (field === "owner") return run.owner === text;
  if (field === "state") return run.state.startsWith(text);
  if (field === "tag" || field === "tags") return run.tags.some((tag) => tag.toLowerCase() === text);
  if (field === "experiment" || field === "id") return String(run[field]) === text;
  const end = `.${field}`;
  return [...settingsOf(run.spec)].some(([path, value]) => `.${path}`.toLowerCase().endsWith(end) && isValue(value, text));
}

/** A list is the value of each of its parts, and of all of them, as in hidden:64,64. */
function isValue(value, text) {
  if (Array.isArray(value)) return value.some((part) => isValue(part, text)) || value.join(",") === text.replaceAll(" ", "");
  if (typeof value === "number") return text !== "" && value === Number(text);
  return String(value).toLowerCase() === text || valueText(value) === text;
}
