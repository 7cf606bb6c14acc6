import { marketplaceContract } from '#contract/marketplace/contract.ts';
import type { CommandKey } from '#contract/outbox.ts';
import type { Cache } from '../cache/cache.ts';
import type { Caller } from '../rpc/caller.ts';
import { implement } from '../rpc/implement.ts';
import { answerOnce } from '../sync/outbox/apply-once.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { operatorActor } from './actor.ts';
import { getCustomer } from './customers/queries/get-customer.ts';
import { listCustomers } from './customers/queries/list-customers.ts';
import { customerStatement } from './ledger/queries/customer-statement.ts';
import { readBalances } from './ledger/queries/read-balances.ts';
import { findOffers } from './listings/queries/find-offers.ts';
import { marketNews, marketWaiting, paymentNews } from './news/market-news.ts';
import { createOrder } from './orders/commands/create-order.ts';
import { editDraft } from './orders/commands/edit-draft.ts';
import { moveOrderIn, type MoveOrderInput } from './orders/commands/move-order.ts';
import { moveOrders } from './orders/commands/move-orders.ts';
import { getOrder } from './orders/queries/get-order.ts';
import { keptOrders } from './orders/queries/kept-orders.ts';
import { listOrders, orderBoard } from './orders/queries/list-orders.ts';
import { previewMove } from './orders/queries/preview-move.ts';
import { beginPayment } from './payments/commands/begin-payment.ts';
import { settlePayment } from './payments/commands/settle-payment.ts';
import { keptPayments } from './payments/queries/kept-payments.ts';
import { listPayments } from './payments/queries/list-payments.ts';

const optionalDate = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** The marketplace's part of the contract: queries read the local copy, commands happen once under their keys. */
export function marketplaceRouter(workspace: Workspace, cache: Cache) {
  const { createOrder: creating, editDraft: editing, moveOrder: moving } = marketplaceContract;
  const { beginPayment: beginning, settlePayment: settling } = marketplaceContract;

  const moveOnce = (caller: Caller, key: CommandKey, input: MoveOrderInput) =>
    answerOnce(workspace, moving.output, { command: 'marketplace.moveOrder', key, caller }, (transaction) =>
      moveOrderIn(transaction, workspace, operatorActor(caller), input, new Date()),
    );

  return implement(marketplaceContract, {
    orders: ({ input }) => listOrders(cache, input),
    board: ({ input }) => orderBoard(cache, input),
    keptOrders: ({ input }) => keptOrders(cache, input.filter),
    order: ({ input }) => getOrder(cache, workspace, input.id),
    previewMove: ({ input }) => previewMove(cache, input),
    createOrder: ({ input: { key, scheduledAt, ...input }, caller }) =>
      answerOnce(
        workspace,
        creating.output,
        { command: 'marketplace.createOrder', key, caller },
        (transaction) =>
          createOrder(
            transaction,
            workspace,
            operatorActor(caller),
            { ...input, scheduledAt: optionalDate(scheduledAt) },
            new Date(),
          ),
      ),
    editDraft: ({ input: { key, id, scheduledAt, ...input }, caller }) =>
      answerOnce(
        workspace,
        editing.output,
        { command: 'marketplace.editDraft', key, caller },
        (transaction) =>
          editDraft(
            transaction,
            workspace,
            operatorActor(caller),
            { ...input, orderId: id, scheduledAt: optionalDate(scheduledAt) },
            new Date(),
          ),
      ),
    moveOrder: ({ input: { key, id, version, move, reason, messageId }, caller }) =>
      moveOnce(caller, key, {
        orderId: id,
        version,
        move,
        ...(reason === undefined ? {} : { reason }),
        ...(messageId === undefined ? {} : { messageId }),
      }),
    moveOrders: ({ input, caller }) =>
      moveOrders(input, ({ id, version, key }) =>
        moveOnce(caller, key, {
          orderId: id,
          version,
          move: input.move,
          ...(input.reason === undefined ? {} : { reason: input.reason }),
        }),
      ),
    customers: ({ input }) => listCustomers(cache, input),
    customer: ({ input }) => getCustomer(cache, input.id),
    statement: ({ input }) => customerStatement(workspace, input),
    balances: () => readBalances(cache),
    payments: ({ input }) => listPayments(cache, input),
    keptPayments: ({ input }) => keptPayments(cache, input.filter),
    news: ({ input }) => marketNews(cache, input.since),
    waiting: () => marketWaiting(cache, Date.now()),
    paymentNews: ({ input }) => paymentNews(cache, input.since),
    offers: ({ input }) => findOffers(cache, input),
    beginPayment: ({ input: { key, amount, ...input }, caller }) =>
      answerOnce(
        workspace,
        beginning.output,
        { command: 'marketplace.beginPayment', key, caller },
        (transaction) =>
          beginPayment(transaction, workspace, { ...input, amountMicros: BigInt(amount) }, new Date()),
      ),
    settlePayment: ({ input: { key, id, outcome, problem }, caller }) =>
      answerOnce(
        workspace,
        settling.output,
        { command: 'marketplace.settlePayment', key, caller },
        (transaction) =>
          settlePayment(
            transaction,
            workspace,
            { paymentId: id, outcome, ...(problem === undefined ? {} : { problem }) },
            new Date(),
          ),
      ),
  });
}
