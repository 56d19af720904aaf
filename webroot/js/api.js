import { readNumber } from "./format.js";

export const BASE = "/api/v1";
const TIMEOUT_MILLIS = 20_000;
const MOST_POINTS = 2000;
const TOO_MANY = 429;
const RETRIES = 3;
const LONGEST_RETRY_SECONDS = 30;
const UPLOAD_TIMEOUT_MILLIS = 60 * 60_000;

/** What proves to the server who asks, besides a cookie. Emits `refused` when that no longer holds. */
export const credentials = Object.assign(new EventTarget(), { csrf: null });

/** Keys of the requests that make something and have not been answered: who repeats one makes nothing twice. */
const unanswered = new Map();

/** What the server, or the way to it, said went wrong. `fields` are the fields it named. */
export class ApiError extends Error {
  constructor(status, message, fields = []) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.fields = fields;
  }
}

export async function fetchDatasets() {
  return (await request("/datasets")).datasets;
}

/** A few samples of a dataset, with the names of its classes. */
export function fetchSamples(name, count) {
  return request(`/datasets/${encodeURIComponent(name)}/samples?count=${count}`);
}

/** What would be kept of a form without its name, and why not. */
export function previewUpload(form) {
  return request("/datasets/preview", { method: "POST", form });
}

/** @param form name, and file and label or images and labels */
export function uploadDataset(form) {
  return uploadOnce("/datasets", form);
}

export function datasetAction(name, action) {
  return request(`/datasets/${encodeURIComponent(name)}/actions`, { method: "POST", body: { action } });
}

/** The newest runs, and with each the last values of some metrics: { runs, nextPageToken }. */
export async function fetchRuns({ maxResults, last = [], filter = "" }) {
  const query = new URLSearchParams({ max_results: maxResults, ...(last.length > 0 ? { last: last.join() } : {}), ...(filter ? { filter } : {}) });
  const answer = await request(`/runs?${query}`);
  for (const { last: values } of answer.runs) for (const [key, value] of Object.entries(values)) values[key] = readNumber(value);
  return answer;
}

export function fetchRun(id) {
  return request(`/runs/${id}`);
}

export function createRun(spec) {
  return requestOnce("/runs", spec);
}

/** @param action pause, resume, stop or move, which takes a position in the queue */
export function actOnRun(id, action, more = {}) {
  return request(`/runs/${id}/actions`, { method: "POST", body: { action, ...more } });
}

/** Changes name, tags or notes of a run as it was last seen; 409 if somebody else has changed them since. */
export function labelRun({ id, version }, changes) {
  return request(`/runs/${id}`, { method: "PATCH", body: { ...changes, version } });
}

/**
 * The points that a run has so far of some metrics, thinned to what charts can show: `seq` and `series`, whose values
 * are numbers, NaN and infinities included.
 *
 * @param zoom the steps { from, to } they are wanted of; null for all
 * @param most how many points of each are wanted at most
 */
export async function fetchMetrics(id, keys, { zoom = null, most = MOST_POINTS } = {}) {
  const steps = zoom ? `&start_step=${zoom.from}&end_step=${zoom.to}` : "";
  const query = `keys=${[...keys].map(encodeURIComponent).join()}&max_points=${most}${steps}`.replaceAll("%2F", "/");
  const answer = await request(`/runs/${id}/metrics?${query}`);
  for (const series of Object.values(answer.series)) series.values = series.values.map(readNumber);
  return answer;
}

/** The metrics of a run that fit a search, the first of them with last values: { total, found, groups, groupsFound, keys }. */
export async function fetchKeys(id, search) {
  const answer = await request(`/runs/${id}/keys?${new URLSearchParams({ q: search })}`);
  for (const entry of answer.keys) for (const name of ["last", "error"]) entry[name] = readNumber(entry[name]);
  return answer;
}

export function metricsCsvUrl(id, keys = []) {
  const query = new URLSearchParams({ format: "csv" });
  if (keys.length > 0) query.set("keys", keys.join(","));
  return `${BASE}/runs/${id}/metrics?${query}`;
}

export function archiveUrl(id) {
  return `${BASE}/runs/${id}/archive`;
}

/** Imports the archive of a run or an experiment: the numbers they got here. */
export function importArchive(file) {
  return uploadOnce("/archives", { archive: file });
}

export function fetchPairs(id) {
  return request(`/runs/${id}/pairs`);
}

/** What was measured of every pair at one step, column by column; undefined is NaN. */
export async function fetchReadings(id, step) {
  const readings = await request(`/runs/${id}/readings?step=${step}`);
  for (const column of ["gapDeviation", "deflectionRatio", "maxBend", "straightness"]) {
    readings[column] = readings[column].map((value) => (value === null ? NaN : readNumber(value)));
  }
  return readings;
}

/** The exact path of one pair at one measured step. */
export async function fetchPath(id, pair, step) {
  return readPath(await request(`/runs/${id}/path?pair=${pair}&step=${step}`));
}

/** Slices through all data of one or two features at a measured step; null for the newest. */
export async function fetchSlices(id, step) {
  const answer = await request(`/runs/${id}/slices${step === null ? "" : `?step=${step}`}`);
  return { ...answer, slices: answer.slices.map(readPath) };
}

/** The training samples of a run on data of one or two features, as the network sees them. */
export function fetchRunSamples(id) {
  return request(`/runs/${id}/samples`);
}

function readPath(path) {
  return {
    ...path,
    length: readNumber(path.length),
    f0: path.f0.map(readNumber),
    slope0: path.slope0.map(readNumber),
    t: path.t.map(readNumber),
    gap: path.gap.map((row) => row.map(readNumber)),
  };
}

/** Posts what is to be made once: a repetition after a lost answer gets that of the first time. */
export function requestOnce(path, body) {
  return once(path + JSON.stringify(body), path, { body });
}

/** As `requestOnce`, of a form: a file is the same as long as its name, size and time are. */
function uploadOnce(path, form) {
  const parts = Object.entries(form).map(([field, value]) => (value instanceof File ? [field, value.name, value.size, value.lastModified] : [field, value]));
  return once(path + JSON.stringify(parts), path, { form });
}

async function once(text, path, options) {
  const key = unanswered.get(text) ?? randomKey();
  unanswered.set(text, key);
  try {
    const answer = await request(path, { method: "POST", ...options, key });
    unanswered.delete(text);
    return answer;
  } catch (error) {
    // What lies between may have lost the answer, or given up on it.
    if (error.status >= 400 && error.status < 500) unanswered.delete(text);
    throw error;
  }
}

function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, "0")).join("");
}

/**
 * One call of the API: its JSON, or an ApiError. The body goes as JSON, the texts and files of a form as multipart.
 * What only reads waits as long as a busy server asks it to; of all else people are told when to try again.
 */
export async function request(path, { method = "GET", body, form, key, keepalive = false } = {}) {
  let response = await send(path, { method, body, form, key, keepalive });
  for (let tries = 0; tries < RETRIES && method === "GET" && response.status === TOO_MANY; tries++) {
    const seconds = Number(response.headers.get("retry-after"));
    if (!(seconds > 0 && seconds <= LONGEST_RETRY_SECONDS)) break;
    // Those who were told the same do not all come back at once.
    await new Promise((resolve) => setTimeout(resolve, 1000 * (seconds + Math.random())));
    response = await send(path, { method, body, form, key, keepalive });
  }
  const text = await response.text();
  const answer = parse(text);
  if (response.ok) {
    if (answer === undefined && text !== "") {
      throw new ApiError(response.status, `The server's answer to ${method} ${path} is not JSON.`);
    }
    return answer ?? null;
  }
  const error = answer?.error;
  if (error?.code === "login_needed") credentials.dispatchEvent(new Event("refused"));
  const fields = error?.fields ?? (error?.field ? [{ field: error.field, message: error.message }] : []);
  throw new ApiError(response.status, error?.message ?? `The server answered ${response.status} to ${method} ${path}.`, fields);
}

async function send(path, { method, body, form, key, keepalive }) {
  const limit = form ? UPLOAD_TIMEOUT_MILLIS : TIMEOUT_MILLIS;
  try {
    return await fetch(BASE + path, {
      method,
      headers: {
        accept: "application/json",
        ...(body ? { "content-type": "application/json" } : {}),
        ...(key ? { "idempotency-key": key } : {}),
        ...(credentials.csrf && method !== "GET" ? { "x-csrf-token": credentials.csrf } : {}),
      },
      body: form ? formData(form) : body ? JSON.stringify(body) : undefined,
      keepalive,
      signal: AbortSignal.timeout(limit),
    });
  } catch (cause) {
    const slow = cause.name === "TimeoutError";
    throw new ApiError(0, slow ? `The server has not answered for ${limit / 1000} seconds.` : "The server cannot be reached.");
  }
}

function formData(form) {
  const data = new FormData();
  for (const [name, value] of Object.entries(form)) data.append(name, value);
  return data;
}

function parse(text) {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
