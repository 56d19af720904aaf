import { BASE, request } from "./api.js";

/** How the server is, in figures. */
export function fetchServer() {
  return request("/server");
}

/** { backups, writing, failure }: those that are whole, the name of the one being written, why the last was not. */
export function fetchBackups() {
  return request("/backups");
}

/** Begins to write a backup. */
export function createBackup() {
  return request("/backups", { method: "POST" });
}

export function deleteBackup(name) {
  return request(`/backups/${name}`, { method: "DELETE" });
}

export function backupUrl(name) {
  return `${BASE}/backups/${name}`;
}
