import { customersContract } from '#contract/marketplace/customer-acts.ts';
import { offlineRule, type OfflineRules } from '../../../sync/outbox/offline-rule.ts';

/** A note is added to a timeline and changes nothing that others wrote: every one counts, and none is in conflict. */
const note = offlineRule(customersContract.note, {
  mayQueue: () => true,
  describe: ({ id, text }) => ({ kind: 'customer-note', customer: id, text }),
  answerQueued: () => ({ version: null }),
  subject: () => null,
  supersede: (_earlier, later) => later,
  rebase: (later) => later,
  findConflict: () => Promise.resolve(null),
  resolve: (input, _conflict, resolution) => (resolution.kind === 'theirs' ? null : input),
});

/** How the commands of this domain get on while the database is away. */
export const customerOfflineRules: OfflineRules = new Map([['customers.note', note]]);
