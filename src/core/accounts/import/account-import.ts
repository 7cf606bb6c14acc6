import { randomUUID } from 'node:crypto';
import {
  accountImportIdSchema,
  importLimits,
  type AccountImportId,
  type AccountImportState,
  type ImportCounts,
  type ImportMode,
  type ImportRow,
  type ImportRowsShown,
} from '#contract/account-import.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { OperatorId } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import { type AccountEvents, createAccountEvents } from '../account-events.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { compareWithPool } from './compare-with-pool.ts';
import { failureOf } from './failure.ts';
import { gone, tooLarge } from './import-errors.ts';
import { startSheetThread } from './sheet-thread.ts';
import { writeRows } from './write-rows.ts';

export type ImportDependencies = {
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly events: AccountEvents;
  readonly logger: Logger;
};

type Order = { readonly mode: ImportMode; readonly label: string | null };
type Page = { rows: ImportRow[]; total: number };

/** How long a file is kept when nothing is done with it, in milliseconds. */
export const keptForMs = 15 * 60_000;

const noCounts: ImportCounts = {
  rows: 0,
  new: 0,
  returns: 0,
  inPool: 0,
  repeated: 0,
  malformed: 0,
  warned: 0,
};

/** One file on its way into the pool. What it holds is in a thread of its own, which ends with the import. */
export class AccountImport {
  readonly id: AccountImportId = accountImportIdSchema.parse(randomUUID());
  readonly operatorId: OperatorId;
  /** Tells when `state` is another one. */
  readonly changes = createAccountEvents();
  readonly #dependencies: ImportDependencies;
  readonly #sheet = startSheetThread();
  readonly #cancelled = new AbortController();
  readonly #onExpired: () => void;
  #state: AccountImportState;
  #expiry: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @throws OpsdeckError IMPORT_TOO_LARGE */
  constructor(
    dependencies: ImportDependencies,
    begun: { readonly operatorId: OperatorId; readonly fileName: string; readonly size: number },
    onExpired: () => void,
  ) {
    this.#dependencies = dependencies;
    this.operatorId = begun.operatorId;
    this.#onExpired = onExpired;
    this.#state = {
      importId: this.id,
      fileName: begun.fileName,
      phase: 'receiving',
      size: begun.size,
      received: 0,
      file: null,
      counts: noCounts,
      toWrite: 0,
      written: 0,
      mode: null,
      result: null,
      failure: null,
      expiresAt: instant(Date.now() + keptForMs),
    };
    this.#touch();
  }

  get state(): AccountImportState {
    return this.#state;
  }

  get ended(): boolean {
    return this.#state.phase === 'completed' || this.#state.phase === 'cancelled';
  }

  /** Somebody is at work on it: it does not run out meanwhile, and makes no room for others. */
  get busy(): boolean {
    return this.#state.phase === 'reading' || this.#state.phase === 'importing';
  }

  async append(offset: number, base64: string): Promise<{ received: number }> {
    const { phase, received, size } = this.#state;
    if (phase !== 'receiving') throw gone();
    this.#touch();
    if (offset !== received) return { received };
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
    if (received + bytes.length > Math.min(size, importLimits.bytes)) throw tooLarge();
    // Before the first wait, so that the same part sent twice at once is taken once.
    this.#change({ received: received + bytes.length });
    await this.#sheet.ask('append', { bytes });
    return { received: this.#state.received };
  }

  /** @throws OpsdeckError IMPORT_UNREADABLE, IMPORT_TOO_LARGE, after which the import is over. */
  async read(): Promise<AccountImportState> {
    if (this.#state.phase !== 'receiving') return this.#state;
    if (this.#state.received < this.#state.size) {
      const { received, size } = this.#state;
      throw new OpsdeckError('IMPORT_UNREADABLE', {
        problem: `only ${received} of its ${size} bytes have arrived`,
      });
    }
    this.#change({ phase: 'reading' });
    const { file, size } = await this.#sheet.ask('read', null);
    await compareWithPool(this.#dependencies, this.#sheet, size);
    const counts = await this.#sheet.ask('counts', null);
    this.#change({ phase: 'ready', file, counts, toWrite: counts.new + counts.returns });
    this.#touch();
    return this.#state;
  }

  page(show: ImportRowsShown, offset: number, limit: number): Promise<Page> {
    this.#touch();
    return this.#sheet.ask('page', { show, offset, limit });
  }

  /** @throws OpsdeckError IMPORT_HAS_BAD_ROWS when mode `all` was chosen for a file that cannot be imported as a whole. */
  commit(order: Order): AccountImportState {
    const { phase, counts } = this.#state;
    if (phase === 'importing') return this.#state;
    if (phase !== 'ready') throw gone();
    if (order.mode === 'all' && counts.malformed > 0) {
      throw new OpsdeckError('IMPORT_HAS_BAD_ROWS', { bad: counts.malformed });
    }
    clearTimeout(this.#expiry);
    this.#change({ phase: 'importing', mode: order.mode, written: 0, failure: null });
    this.#writing = this.#write(order);
    return this.#state;
  }

  async #write(order: Order): Promise<void> {
    const { workspace, vault, events, logger } = this.#dependencies;
    try {
      const stored = await writeRows(
        {
          workspace,
          vault,
          read: (offset, limit) => this.#sheet.ask('importable', { offset, limit }),
          progress: (_, written) => {
            this.#change({ written });
            if (order.mode === 'valid') events.changed();
          },
          signal: this.#cancelled.signal,
        },
        order,
      );
      const alreadyThere = stored.alreadyThere + this.#state.counts.inPool;
      const result = {
        added: stored.added,
        returned: stored.returned,
        alreadyThere,
        label: order.label,
      };
      this.#change({ phase: this.#cancelled.signal.aborted ? 'cancelled' : 'completed', result });
      const entry = { audit: 'accounts.import', importId: this.id, operatorId: this.operatorId };
      logger.info({ ...entry, ...result, mode: order.mode, phase: this.#state.phase }, 'an import ended');
      events.changed();
      await this.#forget();
    } catch (error) {
      if (this.#cancelled.signal.aborted) {
        this.#change({ phase: 'cancelled' });
        await this.#forget();
        return;
      }
      this.#change({ phase: 'ready', failure: failureOf(logger, error) });
      this.#touch();
    }
  }

  /** Stops what is under way, waits until it has, and forgets the file. */
  async cancel(): Promise<AccountImportState> {
    this.#cancelled.abort();
    if (this.#state.phase === 'importing') await this.#writing;
    if (!this.ended) this.#change({ phase: 'cancelled' });
    await this.#forget();
    return this.#state;
  }

  /** The sessions leave memory now. The state stays for a while, for whoever wants to read how it ended. */
  async #forget(): Promise<void> {
    this.#touch();
    await this.#sheet.end();
  }

  #touch(): void {
    if (this.busy) return;
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => {
      this.#onExpired();
      void this.cancel();
    }, keptForMs).unref();
    this.#state = { ...this.#state, expiresAt: instant(Date.now() + keptForMs) };
  }

  #change(part: Partial<AccountImportState>): void {
    this.#state = { ...this.#state, ...part };
    this.changes.changed();
  }
}
