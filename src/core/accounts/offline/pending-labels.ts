import type { Account } from '#contract/accounts.ts';
import { contract } from '#contract/contract.ts';
import type { PendingCall } from '../../sync/outbox/outbox.ts';

/** Labels after a change, in the order that the database would give them. */
export function changedLabels(
  labels: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): string[] {
  return [...new Set([...labels.filter((label) => add.includes(label) || !remove.includes(label)), ...add])];
}

/** Accounts as their labels will be once the operator’s changes have arrived, and marked where one still waits. */
export function withPendingLabels(accounts: readonly Account[], pending: readonly PendingCall[]): Account[] {
  const changes = pending
    .filter(({ command }) => command === 'accounts.changeLabels')
    .map((call) => ({
      ...contract.accounts.changeLabels.input.parse(call.input),
      waits: call.answer === null,
    }));
  if (changes.length === 0) return [...accounts];
  return accounts.map((account) => {
    const own = changes.filter(
      ({ selection }) => selection.kind === 'ids' && selection.ids.includes(account.id),
    );
    if (own.length === 0) return account;
    const labels = own.reduce(
      (before: readonly string[], { add, remove }) => changedLabels(before, add, remove),
      account.labels,
    );
    return { ...account, labels: [...labels], labelsQueued: own.some(({ waits }) => waits) };
  });
}

export function withPendingLabel(account: Account, pending: readonly PendingCall[]): Account {
  return withPendingLabels([account], pending)[0] ?? account;
}
