import { BASE, request, requestOnce } from "./api.js";
import { readNumber } from "./format.js";

export function fetchExperiments({ pageToken = null, maxResults = 25 } = {}) {
  const query = new URLSearchParams({ max_results: maxResults });
  if (pageToken) query.set("page_token", pageToken);
  return request(`/experiments?${query}`);
}

export function fetchExperiment(id) {
  return request(`/experiments/${id}`);
}

/** @param spec an experiment's spec, or { guided, preset } */
export function createExperiment(spec) {
  return requestOnce("/experiments", spec);
}

export function stopExperiment(id) {
  return request(`/experiments/${id}/actions`, { method: "POST", body: { action: "stop" } });
}

export function extendExperiment(id, seeds) {
  return request(`/experiments/${id}/actions`, { method: "POST", body: { action: "extend", seeds } });
}

/** One measure of all cells; its numbers are numbers, NaN and infinities included, and null where there is none. */
export async function fetchResults(id, { key, at, x }) {
  const query = new URLSearchParams({ key, at });
  if (x) query.set("x", x);
  const answer = await request(`/experiments/${id}/results?${query}`);
  for (const point of answer.points) {
    for (const name of ["x", "mean", "sd", "low", "high", "theory"]) point[name] = readNumber(point[name] ?? null);
  }
  return answer;
}

/** One row per run; of all measures, or of one. */
export function resultsCsvUrl(id, key = null) {
  const query = new URLSearchParams({ format: "csv" });
  if (key) query.set("keys", key);
  return `${BASE}/experiments/${id}/results?${query}`;
}

export function archiveUrl(id) {
  return `${BASE}/experiments/${id}/archive`;
}

export async function fetchAnswer(id) {
  const answer = await request(`/experiments/${id}/answer`);
  return { ...answer, measured: readNumber(answer.measured) };
}

export async function fetchGuided() {
  return (await request("/guided")).guided;
}
