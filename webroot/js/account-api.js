import { request } from "./api.js";

/** One's own API tokens, newest first. */
export async function fetchTokens() {
  return (await request("/tokens")).tokens;
}

/** Makes a token; only this answer has its secret. */
export function createToken(token) {
  return request("/tokens", { method: "POST", body: token });
}

export function deleteToken(id) {
  return request(`/tokens/${id}`, { method: "DELETE" });
}

export async function fetchUsers() {
  return (await request("/users")).users;
}

/** Adds a user; the answer has the code of a link to choose a password. */
export function createUser(user) {
  return request("/users", { method: "POST", body: user });
}

export function changeUser(name, changes) {
  return request(`/users/${name}`, { method: "PATCH", body: changes });
}

/** The code of a link to choose another password; the user's sessions and tokens end. */
export async function resetPassword(name) {
  return (await request(`/users/${name}/reset`, { method: "POST" })).code;
}

/** A user's API tokens, newest first. */
export async function fetchUserTokens(name) {
  return (await request(`/users/${name}/tokens`)).tokens;
}

export function deleteUserToken(name, id) {
  return request(`/users/${name}/tokens/${id}`, { method: "DELETE" });
}

/** What one takes, and what one may: { use, limits }, each with running, queued, points and diskBytes; 0 is no limit. */
export function fetchUse() {
  return request("/use");
}

/** Who changed what, newest first: { entries, nextPageToken }. */
export function fetchAudit({ maxResults, pageToken = null }) {
  const query = new URLSearchParams({ max_results: maxResults, ...(pageToken === null ? {} : { page_token: pageToken }) });
  return request(`/audit?${query}`);
}

/** The link that lets somebody choose a password, once. */
export function welcomeLink(code, name) {
  return `${location.origin}/#/welcome?${new URLSearchParams({ code, name })}`;
}
