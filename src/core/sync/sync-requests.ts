import type { SyncEvent } from './sync-messages.ts';

export type SyncAsked = {
  readonly kind: 'catch-up' | 'verify';
  readonly id: number;
  /** How far the primary was when it was asked; null until somebody looked. What is read has to be as far. */
  position: bigint | null;
};

const unreachable = 'A cache is compared with the database, which cannot be reached now.';

/** What was asked of the loop and has no answer yet. Each request gets exactly one. */
export class SyncRequests {
  readonly #tell: (event: SyncEvent) => void;
  #asked: SyncAsked[] = [];
  #isOpen = false;

  constructor(tell: (event: SyncEvent) => void) {
    this.#tell = tell;
  }

  get isEmpty(): boolean {
    return this.#asked.length === 0;
  }

  /** The database is there: requests are kept from now on. */
  open(): void {
    this.#isOpen = true;
  }

  /** The database is gone: what was asked, and what will be, is refused. */
  close(): void {
    this.#isOpen = false;
    for (const request of this.#asked.splice(0)) this.#refuse(request);
  }

  add(kind: SyncAsked['kind'], id: number): void {
    const request: SyncAsked = { kind, id, position: null };
    if (this.#isOpen) this.#asked.push(request);
    else this.#refuse(request);
  }

  /** Looks where the primary is, for all that was asked before the look: what is asked during it may be of later. */
  async locate(look: () => Promise<bigint>): Promise<bigint> {
    const asked = [...this.#asked];
    const position = await look();
    for (const request of asked) request.position ??= position;
    return position;
  }

  /** Those that may be answered by whoever looks at the database from now on; null stands for the primary itself. */
  due(reached: bigint | null): readonly SyncAsked[] {
    return this.#asked.filter(
      ({ position }) => reached === null || (position !== null && position <= reached),
    );
  }

  answer(request: SyncAsked, answer: Extract<SyncEvent, { kind: 'done' }>['answer']): void {
    this.#asked = this.#asked.filter((other) => other !== request);
    this.#tell({ kind: 'done', id: request.id, answer });
  }

  #refuse({ kind, id }: SyncAsked): void {
    if (kind === 'catch-up') this.#tell({ kind: 'done', id, answer: false });
    else this.#tell({ kind: 'failed', id, code: 'BACKEND_UNREACHABLE', message: unreachable });
  }
}
