import { setTimeout as sleep } from 'node:timers/promises';
import { errorCatalogue, OpsdeckError } from '#contract/errors.ts';
import type { OperatorId } from '#contract/ids.ts';
import type { CommandKey, OutboxConflict } from '#contract/outbox.ts';
import { roleMay } from '#contract/permissions.ts';
import { backendError, isAway } from '../../backend/backend-error.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { ImplementedProcedure } from '../../rpc/implement.ts';
import { referenceOf } from '../../rpc/wire-error.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { OfflineRule, OfflineRules } from './offline-rule.ts';
import type { OutboxFile, StoredCall } from './outbox-file.ts';
import type { RecentlyApplied } from './recently-applied.ts';
import { ConflictFound, type SendCall } from './send-call.ts';

/** How often it is looked whether something can be sent, in milliseconds; what makes it likely wakes it at once. */
const pollMs = 2_000;
const patienceWithCacheMs = 5_000;
/** Others can change a note between the look at it and the change; so often in a row they hardly do. */
const looksForConflicts = 3;

type Parts = {
  readonly file: OutboxFile;
  readonly rules: OfflineRules;
  readonly send: SendCall;
  readonly recent: RecentlyApplied;
  readonly workspace: Workspace;
  /** The handler of a command, by its name in the contract. */
  readonly command: (name: string) => ImplementedProcedure;
  /** Who an operator is today; null when there is no such operator any more. */
  readonly readOperator: (id: OperatorId) => Promise<Caller | null>;
  readonly isOnline: () => boolean;
  readonly cache: Pick<Cache, 'caughtUp'>;
  readonly logger: Logger;
};

type Outcome = 'settled' | 'away' | 'later';

/** Sends what waits in the outbox, one call after the other, whenever the database answers. */
export class Replay {
  readonly #parts: Parts;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #sending: CommandKey | null = null;
  #again = false;
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.wake(), pollMs);
    this.#timer.unref();
  }

  /** Hears of each change it makes in the file. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  isSending(key: CommandKey): boolean {
    return this.#sending === key;
  }

  /** There may be something to send: looks at once. */
  wake(): void {
    if (this.#isClosed || !this.#parts.isOnline()) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** Sends what waits, and resolves when that is done or after so many milliseconds. */
  async drain(patienceMs: number): Promise<void> {
    this.wake();
    await Promise.race([this.#running, sleep(patienceMs, undefined, { ref: false })]);
  }

  /** Lets the call that is under way end, as long as that takes no longer than a moment. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await Promise.race([this.#running, sleep(patienceWithCacheMs, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    try {
      await this.#sendAll();
      await this.#forgetShown();
    } catch (error) {
      this.#parts.logger.error({ err: error }, 'the outbox could not be sent');
    }
  }

  async #sendAll(): Promise<void> {
    const heldUp = new Set<OperatorId>();
    for (;;) {
      const next = this.#parts.file
        .calls()
        .find((call) => call.state === 'waiting' && !heldUp.has(call.operator_id));
      if (next === undefined || this.#isClosed || !this.#parts.isOnline()) return;
      const outcome = await this.#sendOne(next);
      this.#changed();
      if (outcome === 'away') return;
      // Something passing: what this operator did later stays behind it.
      if (outcome === 'later') heldUp.add(next.operator_id);
    }
  }

  async #sendOne(call: StoredCall): Promise<Outcome> {
    const { file, recent } = this.#parts;
    const rule = this.#rule(call);
    // From here on it may have taken effect: nothing takes its place any more, whatever happens to this process.
    file.change(call.key, { attempts: call.attempts + 1 });
    this.#sending = call.key;
    try {
      const answer = await this.#send(call, rule);
      recent.remember(call.operator_id, call.subject, { input: call.input, answer });
      file.together(() => {
        file.change(call.key, { state: 'applied', answer });
        for (const later of this.#after(call)) {
          file.change(later.key, { input: rule.rebase(later.input, call.input, answer) });
        }
      });
      return 'settled';
    } catch (error) {
      if (error instanceof ConflictFound) return this.#keepConflict(call, rule, error.conflict);
      return this.#keepFailure(call, error);
    } finally {
      this.#sending = null;
    }
  }

  async #send(call: StoredCall, rule: OfflineRule): Promise<unknown> {
    const { command, readOperator, send, workspace } = this.#parts;
    const { procedure, handle } = command(call.command);
    const { permission } = procedure;
    const caller = await readOperator(call.operator_id);
    if (caller === null || !roleMay(caller.role, permission)) {
      throw new OpsdeckError('FORBIDDEN', { permission, role: caller?.role ?? 'none' });
    }
    const { command: name, input, key } = call;
    for (let look = 1; ; look += 1) {
      try {
        const named = { name, procedure, input, caller, signal: undefined };
        return await send(named, key, handle, async (transaction) => {
          const conflict = await rule.findConflict({ id: workspace.id, database: transaction }, input);
          if (conflict !== null) throw new ConflictFound(conflict);
        });
      } catch (error) {
        const raced = backendError(error)?.code === 'NOTE_CHANGED_BY_OTHER';
        if (!raced || look === looksForConflicts) throw error;
      }
    }
  }

  #keepConflict(call: StoredCall, rule: OfflineRule, conflict: OutboxConflict): Outcome {
    const { file } = this.#parts;
    file.together(() => {
      // What the operator did to the same thing afterwards is their version of it.
      let { input } = call;
      for (const later of this.#after(call)) {
        input = rule.supersede(input, later.input);
        file.remove(later.key);
      }
      file.change(call.key, { state: 'conflict', input, conflict });
    });
    return 'settled';
  }

  #keepFailure(call: StoredCall, error: unknown): Outcome {
    const { file, logger } = this.#parts;
    if (isAway(error)) return 'away';
    const expected = backendError(error);
    if (expected !== null && errorCatalogue[expected.code].retryable) return 'later';
    if (expected !== null) {
      file.change(call.key, {
        state: 'refused',
        refusal: { code: expected.code, details: { ...expected.details } },
      });
      return 'settled';
    }
    const reference = error instanceof Error ? referenceOf(error) : '?';
    logger.error({ err: error, reference, command: call.command }, 'a queued command failed');
    file.change(call.key, { state: 'refused', refusal: { code: 'UNEXPECTED', details: { reference } } });
    return 'settled';
  }

  /** What has taken effect is forgotten once the local copy shows it. */
  async #forgetShown(): Promise<void> {
    const { file, cache } = this.#parts;
    const applied = file.calls().filter((call) => call.state === 'applied');
    if (applied.length === 0 || !(await cache.caughtUp(patienceWithCacheMs)) || this.#isClosed) return;
    file.together(() => {
      for (const { key } of applied) file.remove(key);
    });
    this.#changed();
  }

  /** Later calls of the same operator about the same thing that wait. */
  #after({ sequence, operator_id, subject }: StoredCall): StoredCall[] {
    return this.#parts.file
      .calls()
      .filter(
        (other) =>
          subject !== null &&
          other.subject === subject &&
          other.operator_id === operator_id &&
          other.sequence > sequence &&
          other.state === 'waiting',
      );
  }

  #rule(call: StoredCall): OfflineRule {
    const rule = this.#parts.rules.get(call.command);
    if (rule === undefined) throw new Error(`${call.command} is queued, and nothing says how`);
    return rule;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
