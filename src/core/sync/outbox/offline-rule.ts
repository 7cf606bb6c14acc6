import type { z } from 'zod';
import type { CommandKey, ConflictResolution, OutboxConflict, QueuedChange } from '#contract/outbox.ts';
import type { Instant } from '#contract/time.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { WorkspaceIn } from '../../workspaces/workspace.ts';

/** How one command of a domain gets on without the database, as its domain declares it. */
type TypedRule<Input, Answer> = {
  /** Whether this very call may wait: what is meant must be known without the database. */
  readonly mayQueue: (input: Input) => boolean;
  readonly describe: (input: Input) => QueuedChange;
  /** What the operator is told when it was kept for later. */
  readonly answerQueued: (
    input: Input,
    call: { readonly key: CommandKey; readonly caller: Caller; readonly at: Instant },
  ) => Answer;
  /**
   * What it changes as a whole. A later call of the same operator on the same subject takes the place of an earlier one that
   * was never sent, and of one that ended in a conflict. Null where every call counts.
   */
  readonly subject: (input: Input) => string | null;
  /** The later call in the place of the earlier one: what it says, over what the earlier one was based on. */
  readonly supersede: (earlier: Input, later: Input) => Input;
  /** The later call after the earlier one took effect: where both were based on the same, it is based on that effect now. */
  readonly rebase: (later: Input, earlier: Input, answerOfEarlier: Answer) => Input;
  /** Looks, in the transaction of the effect, whether what others did since leaves room for it. */
  readonly findConflict: (
    workspace: WorkspaceIn & { readonly database: Transaction },
    input: Input,
  ) => Promise<OutboxConflict | null>;
  /** The call that the operator's decision makes of it; null when there is nothing left to send. */
  readonly resolve: (input: Input, conflict: OutboxConflict, resolution: ConflictResolution) => Input | null;
};

/** The same for a call that comes from the outbox's file. */
export type OfflineRule = TypedRule<unknown, unknown>;

/** The rules of all commands that may be queued, by their names in the contract. */
export type OfflineRules = ReadonlyMap<string, OfflineRule>;

/** Turns a domain's rule for one of its commands into one for the outbox. */
export function offlineRule<Input extends z.ZodType, Output extends z.ZodType>(
  { input, output }: { readonly input: Input; readonly output: Output },
  rule: TypedRule<z.output<Input>, z.output<Output>>,
): OfflineRule {
  const read = (raw: unknown): z.output<Input> => input.parse(raw);
  return {
    mayQueue: (raw) => rule.mayQueue(read(raw)),
    describe: (raw) => rule.describe(read(raw)),
    answerQueued: (raw, call) => rule.answerQueued(read(raw), call),
    subject: (raw) => rule.subject(read(raw)),
    supersede: (earlier, later) => rule.supersede(read(earlier), read(later)),
    rebase: (later, earlier, answer) => rule.rebase(read(later), read(earlier), output.parse(answer)),
    findConflict: (workspace, raw) => rule.findConflict(workspace, read(raw)),
    resolve: (raw, conflict, resolution) => rule.resolve(read(raw), conflict, resolution),
  };
}
