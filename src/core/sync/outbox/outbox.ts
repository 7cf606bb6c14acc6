import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { OperatorId } from '#contract/ids.ts';
import {
  type CommandKey,
  commandKeySchema,
  type ConflictResolution,
  type OutboxCounts,
  type OutboxEntry,
} from '#contract/outbox.ts';
import { roleMay } from '#contract/permissions.ts';
import { instant } from '#contract/time.ts';
import { isAway } from '../../backend/backend-error.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { AnyCall } from '../../rpc/implement.ts';
import type { NamedCall } from '../../rpc/serve-procedure.ts';
import type { OfflineRule, OfflineRules } from './offline-rule.ts';
import type { OutboxFile, StoredCall } from './outbox-file.ts';
import type { RecentlyApplied } from './recently-applied.ts';
import type { Replay } from './replay.ts';
import type { SendCall } from './send-call.ts';

/** What an operator has changed and the local copy does not show yet, in the order in which they did. */
export type PendingCall = Pick<StoredCall, 'command' | 'input' | 'queued_at' | 'operator_name' | 'answer'>;

/** So long a command waits for those that its operator made before it, in milliseconds, until it is queued behind them. */
const patienceWithEarlierMs = 2_000;

type Parts = {
  readonly file: OutboxFile;
  readonly rules: OfflineRules;
  readonly send: SendCall;
  readonly recent: RecentlyApplied;
  readonly replay: Replay;
  readonly isOnline: () => boolean;
};

/**
 * Commands that can wait for the database. They are sent at once while it answers; otherwise, or when it goes away before it
 * has answered, they are kept and sent later: those of one operator in their order, each with one effect.
 */
export class Outbox {
  readonly #parts: Parts;
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.replay.onChange(() => this.#changed());
  }

  /** Answers a command that may be queued. An answer that it was queued is given when it is on the disk. */
  async answer(call: NamedCall, handle: (call: AnyCall) => Promise<unknown>): Promise<unknown> {
    const rule = this.#rule(call.name);
    const key = ownKey(call.input) ?? commandKeySchema.parse(randomUUID());
    const { operatorId } = call.caller;
    if (rule.mayQueue(call.input)) {
      if (!this.#parts.isOnline() || !(await this.#isNext(operatorId))) return this.#keep(call, key, 0);
    }
    const input = this.#parts.recent.rebase(rule, operatorId, call.input);
    try {
      return await this.#parts.send({ ...call, input }, key, handle);
    } catch (error) {
      if (!rule.mayQueue(call.input) || !isAway(error)) throw error;
      // Whether it has taken effect is not known: sent again under the same key, it takes effect once.
      return this.#keep({ ...call, input }, key, 1);
    }
  }

  pending(operatorId: OperatorId): readonly PendingCall[] {
    return this.#parts.file
      .calls()
      .filter(
        ({ operator_id, state }) => operator_id === operatorId && ['waiting', 'applied'].includes(state),
      );
  }

  entries(): OutboxEntry[] {
    return this.#parts.file.calls().flatMap((call): OutboxEntry[] =>
      call.state === 'applied'
        ? []
        : [
            {
              key: call.key,
              operator: call.operator_name,
              queuedAt: call.queued_at,
              state: call.state,
              sentBefore: call.state === 'waiting' && call.attempts > 0,
              change: this.#rule(call.command).describe(call.input),
              conflict: call.conflict,
              refusal: call.refusal,
            },
          ],
    );
  }

  counts(): OutboxCounts {
    const calls = this.#parts.file.calls();
    const count = (state: StoredCall['state']) => calls.filter((call) => call.state === state).length;
    return {
      waiting: count('waiting'),
      conflicts: count('conflict'),
      refused: count('refused'),
      version: this.#version,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws OpsdeckError OUTBOX_ENTRY_GONE, FORBIDDEN for somebody else's */
  resolve(caller: Caller, key: CommandKey, resolution: ConflictResolution): void {
    const call = this.#own(caller, key, ['conflict']);
    if (call.conflict === null) throw new OpsdeckError('OUTBOX_ENTRY_GONE', {});
    const input = this.#rule(call.command).resolve(call.input, call.conflict, resolution);
    if (input === null) this.#parts.file.remove(key);
    else this.#parts.file.change(key, { input, conflict: null, state: 'waiting' });
    this.#changed();
    this.#parts.replay.wake();
  }

  /** @throws OpsdeckError OUTBOX_ENTRY_GONE, also for one that is being sent */
  discard(caller: Caller, key: CommandKey): void {
    this.#own(caller, key, ['waiting', 'conflict', 'refused']);
    if (this.#parts.replay.isSending(key)) throw new OpsdeckError('OUTBOX_ENTRY_GONE', {});
    this.#parts.file.remove(key);
    this.#changed();
  }

  /** @throws OpsdeckError OUTBOX_ENTRY_GONE */
  retry(caller: Caller, key: CommandKey): void {
    this.#own(caller, key, ['refused', 'waiting']);
    this.#parts.file.change(key, { state: 'waiting', refusal: null });
    this.#changed();
    this.#parts.replay.wake();
  }

  /** Whether nothing of this operator is waiting before a new command, maybe after a moment. */
  async #isNext(operatorId: OperatorId): Promise<boolean> {
    const isWaiting = () =>
      this.#parts.file.calls().some((call) => call.operator_id === operatorId && call.state === 'waiting');
    if (isWaiting()) await this.#parts.replay.drain(patienceWithEarlierMs);
    return !isWaiting();
  }

  #keep(call: NamedCall, key: CommandKey, attempts: number): unknown {
    const { file, replay } = this.#parts;
    const rule = this.#rule(call.name);
    const at = instant(Date.now());
    const { operatorId, name, role } = call.caller;
    const kept = file.find(key);
    // Asked again by a page that did not hear that it is kept.
    if (kept?.operator_id === operatorId && kept.command === call.name)
      return rule.answerQueued(call.input, { key, caller: call.caller, at: kept.queued_at });
    const subject = rule.subject(call.input);
    const earlier =
      attempts > 0 || subject === null
        ? undefined
        : file.calls().findLast((other) => other.operator_id === operatorId && other.subject === subject);
    if (earlier?.state === 'waiting' && earlier.attempts === 0) {
      file.change(earlier.key, { input: rule.supersede(earlier.input, call.input), queued_at: at });
    } else {
      file.add({
        key,
        operator_id: operatorId,
        operator_name: name,
        operator_role: role,
        command: call.name,
        input: call.input,
        subject,
        queued_at: at,
        attempts,
      });
    }
    this.#changed();
    replay.wake();
    return rule.answerQueued(call.input, { key, caller: call.caller, at });
  }

  #own(caller: Caller, key: CommandKey, states: readonly StoredCall['state'][]): StoredCall {
    const call = this.#parts.file.find(key);
    if (call === null || !states.includes(call.state)) throw new OpsdeckError('OUTBOX_ENTRY_GONE', {});
    if (call.operator_id !== caller.operatorId && !roleMay(caller.role, 'sync:manage')) {
      throw new OpsdeckError('FORBIDDEN', { permission: 'sync:manage', role: caller.role });
    }
    return call;
  }

  #rule(command: string): OfflineRule {
    const rule = this.#parts.rules.get(command);
    if (rule === undefined) throw new Error(`${command} is queued, and nothing says how`);
    return rule;
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** A call that has a key of its own keeps it: sent again by the page, it is still the same call. */
function ownKey(input: unknown): CommandKey | null {
  const named = z.object({ key: commandKeySchema }).safeParse(input);
  return named.success ? named.data.key : null;
}
