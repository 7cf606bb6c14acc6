import type { SyncStatus } from '#contract/sync.ts';

/** What only counts up is told so often; everything else at once. */
const countingMs = 500;

export const unknownStatus: SyncStatus = {
  state: 'offline',
  readable: false,
  asOf: null,
  lagSeconds: null,
  rows: 0,
  sizeBytes: 0,
  progress: null,
  reason: null,
  lastProblem: null,
  heldBackBy: null,
  standby: false,
};

/**
 * The status of the cache and the telling of it: news at once, mere numbers twice a second. At 50 commits a second, telling each
 * would be most of what the console does.
 */
export class StatusBoard {
  readonly #tell: (status: SyncStatus) => void;
  readonly #measure: () => Pick<SyncStatus, 'rows' | 'sizeBytes'> | null;
  #status = unknownStatus;
  #toldAt = 0;
  #later: NodeJS.Timeout | null = null;

  constructor(
    tell: (status: SyncStatus) => void,
    /** Null when there is nothing to be measured: the last numbers stay. */
    measure: () => Pick<SyncStatus, 'rows' | 'sizeBytes'> | null,
  ) {
    this.#tell = tell;
    this.#measure = measure;
  }

  get now(): SyncStatus {
    return this.#status;
  }

  say(change: Partial<SyncStatus>): void {
    const before = this.#status;
    this.#status = { ...before, ...change };
    if (isNews(before, this.#status)) {
      this.#tellNow();
      return;
    }
    const sinceMs = Date.now() - this.#toldAt;
    if (sinceMs >= countingMs) this.#tellNow();
    else this.#later ??= setTimeout(() => this.#tellNow(), countingMs - sinceMs);
  }

  /** Nothing is told any more. */
  close(): void {
    if (this.#later !== null) clearTimeout(this.#later);
  }

  #tellNow(): void {
    if (this.#later !== null) clearTimeout(this.#later);
    this.#later = null;
    this.#toldAt = Date.now();
    const { asOf } = this.#status;
    const lagSeconds = asOf === null ? null : Math.max(0, (this.#toldAt - asOf) / 1_000);
    this.#status = { ...this.#status, ...this.#measure(), lagSeconds };
    this.#tell(this.#status);
  }
}

function isNews(one: SyncStatus, other: SyncStatus): boolean {
  return (
    one.state !== other.state ||
    one.readable !== other.readable ||
    one.reason !== other.reason ||
    one.standby !== other.standby ||
    one.lastProblem?.message !== other.lastProblem?.message ||
    one.progress?.table !== other.progress?.table ||
    (one.heldBackBy === null) !== (other.heldBackBy === null) ||
    one.heldBackBy?.pid !== other.heldBackBy?.pid
  );
}
