import { customersContract } from '#contract/marketplace/customer-acts.ts';
import type { Cache } from '../../cache/cache.ts';
import type { OperatorId } from '#contract/ids.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { PendingCall } from '../../sync/outbox/outbox.ts';
import { operatorActor } from '../actor.ts';
import { rateOrder } from '../ratings/commands/rate-order.ts';
import { ratingsOfOrder } from '../ratings/queries/ratings-of-order.ts';
import { customerRatings } from '../ratings/queries/customer-ratings.ts';
import { readReview, watchReview } from '../risk/queries/review.ts';
import { addCustomer } from './commands/add-customer.ts';
import { changeState } from './commands/change-state.ts';
import { editCustomer } from './commands/edit-customer.ts';
import { noteCustomer } from './commands/note-customer.ts';
import { waitingNotes } from './offline/waiting-notes.ts';
import { customerTimeline } from './queries/customer-timeline.ts';
import { listCountries } from './queries/list-countries.ts';

/** What operators know of customers and do to them. */
export function customersRouter(
  workspace: Workspace,
  cache: Cache,
  pending: (operatorId: OperatorId) => readonly PendingCall[],
) {
  const { changeState: changing, add, edit, rate } = customersContract;
  return implement(customersContract, {
    timeline: async ({ input, caller }) => {
      const { rows, total } = await customerTimeline(cache, input);
      const own = input.offset === 0 ? pending(caller.operatorId) : [];
      return { rows, total, waiting: waitingNotes(own, input.id, rows[0]?.version ?? 0) };
    },
    ratings: ({ input }) => customerRatings(cache, input),
    ratingsOfOrder: ({ input }) => ratingsOfOrder(cache, input.orderId),
    rate: ({ input: { key, ...input }, caller }) =>
      answerOnce(workspace, rate.output, { command: 'customers.rate', key, caller }, (transaction) =>
        rateOrder(transaction, workspace, operatorActor(caller), input, new Date()),
      ),
    countries: () => listCountries(cache),
    review: () => readReview(cache),
    watchReview: ({ signal }) => watchReview(cache, signal),
    changeState: ({ input: { key, id: customerId, ...input }, caller }) =>
      answerOnce(
        workspace,
        changing.output,
        { command: 'customers.changeState', key, caller },
        (transaction) =>
          changeState(transaction, workspace, operatorActor(caller), { customerId, ...input }, new Date()),
      ),
    note: ({ input: { id: customerId, text }, caller, once }) =>
      once((transaction) =>
        noteCustomer(transaction, workspace, operatorActor(caller), { customerId, text }, new Date()),
      ),
    add: ({ input: { key, ...person }, caller }) =>
      answerOnce(workspace, add.output, { command: 'customers.add', key, caller }, (transaction) =>
        addCustomer(transaction, workspace, operatorActor(caller), person, new Date()),
      ),
    edit: ({ input: { key, id: customerId, ...input }, caller }) =>
      answerOnce(workspace, edit.output, { command: 'customers.edit', key, caller }, (transaction) =>
        editCustomer(transaction, workspace, operatorActor(caller), { customerId, ...input }, new Date()),
      ),
  });
}
