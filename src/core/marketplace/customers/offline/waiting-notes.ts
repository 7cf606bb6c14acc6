import type { CustomerId } from '#contract/ids.ts';
import { customersContract, type WaitingNote } from '#contract/marketplace/customer-acts.ts';
import type { PendingCall } from '../../../sync/outbox/outbox.ts';

/**
 * An operator's notes of a customer that the timeline does not show yet, the newest first. `shown` is the version that it shows last:
 * what has arrived is left out as soon as it is there.
 */
export function waitingNotes(
  pending: readonly PendingCall[],
  customerId: CustomerId,
  shown: number,
): WaitingNote[] {
  const { input, output } = customersContract.note;
  return pending
    .filter(({ command }) => command === 'customers.note')
    .map((call) => ({ ...call, note: input.parse(call.input) }))
    .filter(({ note }) => note.id === customerId)
    .filter(({ answer }) => answer === null || (output.parse(answer).version ?? 0) > shown)
    .map(({ note, queued_at: at, operator_name: actor }) => ({ text: note.text, at, actor }))
    .toReversed();
}
