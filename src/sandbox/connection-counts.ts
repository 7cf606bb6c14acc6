/** What the sandbox has seen of one account's connections. */
export type AccountConnections = {
  /** Sockets that used the account's key, ever. */
  readonly total: number;
  readonly open: number;
  /** The most sockets that used the key at the same time. */
  readonly mostAtOnce: number;
};

export type SandboxCounts = {
  /** Sockets open now, whether or not they have shown a key. */
  readonly openSockets: number;
  readonly totalSockets: number;
  /** By user ID; accounts that nobody connected with are absent. */
  readonly accounts: Readonly<Record<string, AccountConnections>>;
};

/** Keeps count of sockets, so that tests can prove that they close and that no session is used twice at once. */
export class ConnectionCounts {
  #openSockets = 0;
  #totalSockets = 0;
  readonly #accounts = new Map<string, AccountConnections>();

  socketOpened(): void {
    this.#openSockets += 1;
    this.#totalSockets += 1;
  }

  socketClosed(userId: string | null): void {
    this.#openSockets -= 1;
    const seen = userId === null ? undefined : this.#accounts.get(userId);
    if (userId !== null && seen !== undefined) this.#accounts.set(userId, { ...seen, open: seen.open - 1 });
  }

  /** The socket has shown that it holds this account's key. */
  keyUsed(userId: string): void {
    const seen = this.#accounts.get(userId) ?? { total: 0, open: 0, mostAtOnce: 0 };
    const open = seen.open + 1;
    this.#accounts.set(userId, { total: seen.total + 1, open, mostAtOnce: Math.max(seen.mostAtOnce, open) });
  }

  snapshot(): SandboxCounts {
    return {
      openSockets: this.#openSockets,
      totalSockets: this.#totalSockets,
      accounts: Object.fromEntries(this.#accounts),
    };
  }
}
