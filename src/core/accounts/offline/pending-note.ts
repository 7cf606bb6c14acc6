import type { AccountNote } from '#contract/account-details.ts';
import { contract } from '#contract/contract.ts';
import type { AccountId } from '#contract/ids.ts';
import type { PendingCall } from '../../sync/outbox/outbox.ts';

/** The note as the operator has left it: what waits to be sent stands over what is stored, and says so. */
export function withPendingNote(
  stored: AccountNote,
  id: AccountId,
  pending: readonly PendingCall[],
): AccountNote {
  const { input, output } = contract.accounts.saveNote;
  const newest = pending
    .filter(({ command }) => command === 'accounts.saveNote')
    .map((call) => ({ ...call, change: input.parse(call.input) }))
    .findLast(({ change }) => change.id === id);
  if (newest === undefined) return stored;
  // It has arrived, and the local copy may not show it yet.
  if (newest.answer !== null) {
    const arrived = output.parse(newest.answer);
    return arrived.version > stored.version ? arrived : stored;
  }
  const { text, version } = newest.change;
  return { text, version, changedBy: newest.operator_name, changedAt: newest.queued_at, queued: true };
}
