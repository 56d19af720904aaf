const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;
/** How long a page waits for the first connection before it asks without it. */
const PATIENCE = 1000;

/**
 * The live connection. It remembers the last event number seen of every subscribed run, and asks for
 * exactly what it missed after a reconnect. Emits `message` (detail: the message), `state`, and `reconnected` when it opens
 * after something may have been missed.
 */
export class Live extends EventTarget {
  state = "connecting";
  #url;
  #socket = null;
  #seen = new Map();
  #all = 0;
  #delay = FIRST_DELAY;
  #timer = null;
  /** Whether something may have been asked for before the connection opened. */
  #late = false;

  constructor(url) {
    super();
    this.#url = url;
    window.addEventListener("online", () => this.#retryNow());
    document.addEventListener("visibilitychange", () => !document.hidden && this.#retryNow());
  }

  connect() {
    this.#timer = null;
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => this.#onOpen();
    socket.onmessage = (event) => this.#onMessage(event.data);
    socket.onclose = () => this.#onClose(socket);
  }

  /** Ends the connection until {@link connect} is called. */
  disconnect() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#late = false;
    this.#setState("connecting");
  }

  /** Waits until it is open, or not to be had soon: what is asked for then is not missed and need not be asked for again. */
  settled() {
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        this.removeEventListener("state", settle);
        this.#late ||= this.state !== "open";
        resolve();
      };
      const timer = setTimeout(settle, PATIENCE);
      if (this.state === "connecting") this.addEventListener("state", settle);
      else settle();
    });
  }

  /** Follows a run from just after event number `after`, and from after the `version` of its name, tags and notes. */
  subscribe(run, after, version) {
    this.#seen.set(run, { after, version });
    this.#send({ subscribe: run, after, version });
  }

  unsubscribe(run) {
    if (this.#seen.delete(run)) this.#send({ unsubscribe: run });
  }

  /** Follows the state changes of every run. Returns the function that ends it. */
  subscribeAll() {
    if (this.#all++ === 0) this.#send({ subscribe: "*" });
    return () => {
      if (--this.#all === 0) this.#send({ unsubscribe: "*" });
    };
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #onOpen() {
    const missed = this.#late;
    this.#late = true;
    this.#delay = FIRST_DELAY;
    if (this.#all > 0) this.#send({ subscribe: "*" });
    for (const [run, seen] of this.#seen) this.#send({ subscribe: run, ...seen });
    this.#setState("open");
    if (missed) this.dispatchEvent(new Event("reconnected"));
  }

  #onMessage(text) {
    const message = JSON.parse(text);
    const seen = this.#seen.get(message.run);
    if (seen !== undefined && message.seq > 0) {
      if (message.seq <= seen.after) return;
      seen.after = message.seq;
    }
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  #onClose(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#setState("lost");
    // Those who lost the same server do not all come back at once.
    const jitter = 0.5 + Math.random();
    this.#timer = setTimeout(() => this.connect(), this.#delay * jitter);
    this.#delay = Math.min(LONGEST_DELAY, this.#delay * 2);
  }

  #retryNow() {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.connect();
  }

  #setState(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}
