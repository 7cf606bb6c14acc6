/** What the sandbox has seen of the connections of one account, or of one key. */
export type ConnectionsSeen = {
  /** Sockets that used it, ever. */
  readonly total: number;
  readonly open: number;
  /** The most sockets that used it at the same time. */
  readonly mostAtOnce: number;
};

export type SandboxCounts = {
  /** Sockets open now, whether or not they have shown a key. */
  readonly openSockets: number;
  readonly totalSockets: number;
  /** By user ID; accounts that nobody connected with are absent. */
  readonly accounts: Readonly<Record<string, ConnectionsSeen>>;
  /** By the SHA-256 of the auth key in hexadecimal, whoever it belongs to. */
  readonly keys: Readonly<Record<string, ConnectionsSeen>>;
  /** The most sockets that any one key had at the same time: above 1, a session was used twice at once. */
  readonly mostAtOnceOfAnyKey: number;
};

/** Whose connection a socket is. */
export type SocketOwner = { readonly userId: string | null; readonly keyFingerprint: string };

/** Keeps count of sockets, so that tests can prove that they close and that no session is used twice at once. */
export class ConnectionCounts {
  #openSockets = 0;
  #totalSockets = 0;
  #mostAtOnceOfAnyKey = 0;
  readonly #accounts = new Map<string, ConnectionsSeen>();
  readonly #keys = new Map<string, ConnectionsSeen>();

  socketOpened(): void {
    this.#openSockets += 1;
    this.#totalSockets += 1;
  }

  socketClosed(owner: SocketOwner | null): void {
    this.#openSockets -= 1;
    if (owner === null) return;
    closed(this.#keys, owner.keyFingerprint);
    if (owner.userId !== null) closed(this.#accounts, owner.userId);
  }

  /** The socket has shown whose key it holds. */
  keyUsed({ userId, keyFingerprint }: SocketOwner): void {
    const { mostAtOnce } = opened(this.#keys, keyFingerprint);
    this.#mostAtOnceOfAnyKey = Math.max(this.#mostAtOnceOfAnyKey, mostAtOnce);
    if (userId !== null) opened(this.#accounts, userId);
  }

  snapshot(): SandboxCounts {
    return {
      openSockets: this.#openSockets,
      totalSockets: this.#totalSockets,
      accounts: Object.fromEntries(this.#accounts),
      keys: Object.fromEntries(this.#keys),
      mostAtOnceOfAnyKey: this.#mostAtOnceOfAnyKey,
    };
  }
}

function opened(all: Map<string, ConnectionsSeen>, name: string): ConnectionsSeen {
  const seen = all.get(name) ?? { total: 0, open: 0, mostAtOnce: 0 };
  const open = seen.open + 1;
  const now = { total: seen.total + 1, open, mostAtOnce: Math.max(seen.mostAtOnce, open) };
  all.set(name, now);
  return now;
}

function closed(all: Map<string, ConnectionsSeen>, name: string): void {
  const seen = all.get(name);
  if (seen !== undefined) all.set(name, { ...seen, open: seen.open - 1 });
}
