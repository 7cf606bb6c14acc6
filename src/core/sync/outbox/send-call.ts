import type { CommandKey, OutboxConflict } from '#contract/outbox.ts';
import type { Transaction } from '../../backend/database.ts';
import type { AnyCall } from '../../rpc/implement.ts';
import type { NamedCall } from '../../rpc/serve-procedure.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { applyOnce } from './apply-once.ts';

/** Sends a command to the database under its key. `before` is done first, in the same transaction. */
export type SendCall = (
  call: NamedCall,
  key: CommandKey,
  handle: (call: AnyCall) => unknown,
  before?: (transaction: Transaction) => Promise<void>,
) => Promise<unknown>;

/** What others did meanwhile leaves no room for a queued change: thrown in its transaction, of which nothing remains. */
export class ConflictFound extends Error {
  override readonly name = 'ConflictFound';
  readonly conflict: OutboxConflict;

  constructor(conflict: OutboxConflict) {
    super('a queued change is in conflict');
    this.conflict = conflict;
  }
}

export function sendTo(workspace: Workspace): SendCall {
  return async ({ name, procedure, input, caller, signal }, key, handle, before) =>
    handle({
      input,
      caller,
      signal,
      once: async (work) => {
        const answer = await applyOnce(workspace, { key, command: name, caller }, async (transaction) => {
          await before?.(transaction);
          return work(transaction);
        });
        return procedure.output.parse(answer);
      },
    });
}
