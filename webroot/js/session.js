import { credentials, request } from "./api.js";

const ROLES = ["viewer", "member", "admin"];

/**
 * Who uses this page. Where accounts are off, everyone may do everything and `accounts` is false. Emits `change` when
 * somebody logged in, and `ended` when a login is needed that was not before.
 */
class Session extends EventTarget {
  accounts = false;
  user = null;
  /** There is no user yet: the first comes by the link that the server printed. */
  empty = false;

  /** Whether nothing can be done here before a login. */
  get loginNeeded() {
    return this.accounts && this.user === null;
  }

  /** Whether the role includes another: viewer, member or admin. */
  is(role) {
    return !this.accounts || ROLES.indexOf(this.user?.role) >= ROLES.indexOf(role);
  }

  /** Whether a run, an experiment or a dataset may be changed. */
  owns({ owner }) {
    return this.is("admin") || (this.is("member") && owner === this.user.name);
  }

  async load() {
    this.#take(await request("/session"));
  }

  /** Asks whether the login still holds. What is answered after somebody logged in or out is of before. */
  async check() {
    const asked = this.user;
    const answer = await request("/session");
    if (this.user !== asked) return;
    if (answer.auth === "local" && !answer.user) this.end();
    else this.#take(answer);
  }

  async login(name, password) {
    this.#entered(await request("/session", { method: "POST", body: { name, password } }));
  }

  /** Chooses a password by the code of a one-time link; the first administrator chooses a name as well. */
  async redeem(code, name, password) {
    this.#entered(await request("/welcome", { method: "POST", body: { code, name, password } }));
  }

  async logout({ everywhere = false } = {}) {
    await request(everywhere ? "/sessions" : "/session", { method: "DELETE" });
    this.end();
  }

  changePassword(current, password) {
    return request("/password", { method: "PUT", body: { current, password } });
  }

  /** The server no longer knows this session. */
  end() {
    if (!this.accounts || this.user === null) return;
    this.#set(null, null);
    this.dispatchEvent(new Event("ended"));
  }

  #take({ auth, user = null, csrf = null, welcome = false }) {
    this.accounts = auth === "local";
    this.empty = welcome;
    this.#set(user, csrf);
  }

  #entered({ user, csrf }) {
    this.empty = false;
    this.#set(user, csrf);
    this.dispatchEvent(new Event("change"));
  }

  #set(user, csrf) {
    this.user = user;
    credentials.csrf = csrf;
    document.documentElement.dataset.role = this.accounts ? user?.role ?? "nobody" : "admin";
  }
}

export const session = new Session();
credentials.addEventListener("refused", () => session.end());
