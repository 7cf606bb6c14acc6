import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type ErrorCode, isOpsdeckError } from '#contract/errors.ts';
import {
  operatorIdSchema,
  type OrderId,
  orderIdSchema,
  type PaymentId,
  paymentIdSchema,
  type WorkspaceId,
} from '#contract/ids.ts';
import { judgeMove, plainMoveNames } from '#contract/marketplace/order-moves.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { commandKeySchema } from '#contract/outbox.ts';
import type { Database, Transaction } from '../../backend/database.ts';
import type { Caller } from '../../rpc/caller.ts';
import { applyOnce } from '../../sync/outbox/apply-once.ts';
import type { Actor } from '../actor.ts';
import { openDispute } from '../disputes/commands/open-dispute.ts';
import { createOrder } from '../orders/commands/create-order.ts';
import { editDraft } from '../orders/commands/edit-draft.ts';
import { moveOrder, moveOrderIn } from '../orders/commands/move-order.ts';
import { beginPayment } from '../payments/commands/begin-payment.ts';
import { settlePayment } from '../payments/commands/settle-payment.ts';
import { brokenInvariants } from './broken-invariants.ts';
import { crashing } from './crashing-database.ts';
import { disputeDeed, letTimePass, lookAtPost, versionOf } from './dispute-deeds.ts';
import type { Deed, History, Step } from './history.ts';
import { beginsNoTradeOfSuspended, changeStanding } from './standing-deeds.ts';
import { addDrafts, openTestMarket } from './test-market.ts';

export type Stage = { readonly pool: Pool; readonly checks: Pool; readonly url: string };

/** What a history came to: how often each answer was given, and what went wrong; nothing should. */
export type Played = { readonly answers: ReadonlyMap<string, number>; readonly wrong: readonly string[] };

const expected: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CUSTOMER_ACT_IMPOSSIBLE',
  'CUSTOMER_CHANGED',
  'CUSTOMER_SUSPENDED',
  'DISPUTE_CHANGED',
  'DISPUTE_RESOLVED',
  'INVALID_INPUT',
  'LISTING_NOT_FOR_SALE',
  'ORDER_CHANGED',
  'ORDER_MOVE_IMPOSSIBLE',
  'PAYMENT_SETTLED',
  'WALLET_TOO_LOW',
]);

const answerSchema = z.object({
  id: z.int().optional(),
  version: z.int().optional(),
  /** Rows that were added to a timeline. */
  events: z.int().optional(),
  /** What it came to, where that is not said by the deed. */
  end: z.string().optional(),
});

/** What is sent, again and again until it is answered, under one key. */
type Sent = {
  /** Begins nothing new: no suspension may be in its way. */
  readonly goesOn?: boolean;
  readonly work: (transaction: Transaction) => Promise<unknown>;
  /** Hears the answer once. */
  readonly answered: (answer: z.infer<typeof answerSchema>) => void;
};

/**
 * Plays a history in a market of its own: eight operators at once, each command under its key, some cut off in the middle and
 * sent again. After every step the rules of the marketplace are looked up in the database; in the end what was answered is
 * compared with what is there.
 */
export async function playHistory(stage: Stage, history: History): Promise<Played> {
  const workspaceId = await openTestMarket(stage.pool);
  const orders: OrderId[] = await addDrafts(stage.pool, workspaceId);
  const payments: PaymentId[] = [];
  const answers = new Map<string, number>();
  const wrong: string[] = [];
  let happened = 0;
  // One is well on its way, so that short histories get to all the ends.
  const [popular] = orders.slice(-1);
  if (popular === undefined) throw new Error('the market has no drafts');
  const begun = await beginOrder(stage.pool, workspaceId, popular, history);
  let events = orders.length - 1 + begun.version;
  const count = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1);
  const look = coalesced(async () => {
    wrong.push(...(await brokenInvariants(stage.checks, workspaceId)));
  });

  async function play(operator: number, { deed, crash, twice }: Step): Promise<void> {
    const actor: Actor = { mover: 'operator', name: `Operator ${operator}` };
    const sent = await prepare(deed, actor);
    if (sent === null) return;
    const key = commandKeySchema.parse(randomUUID());
    const caller: Caller = {
      operatorId: operatorIdSchema.parse(randomUUID()),
      name: actor.name,
      role: 'admin',
    };
    const work = sent.goesOn === true ? sent.work : beginsNoTradeOfSuspended({ id: workspaceId }, sent.work);
    const send = (database: Database) =>
      applyOnce({ id: workspaceId, database }, { key, command: deed.kind, caller }, work);
    const database = drizzle({ client: stage.pool });
    try {
      const first =
        crash === null
          ? { kind: 'done' as const, result: await send(database) }
          : await crashing(stage.checks, stage.url, crash, send);
      if (first.kind === 'crashed') count(`crashed: ${crash?.kind}`);
      const answer = first.kind === 'done' ? first.result : await send(database);
      happened += 1;
      count(deed.kind);
      sent.answered(answerSchema.parse(answer));
      if (!twice) return;
      const again = await send(database);
      if (JSON.stringify(again) !== JSON.stringify(answer))
        wrong.push(`${deed.kind} was answered differently the second time`);
    } catch (error) {
      if (!isOpsdeckError(error)) throw error;
      if (error.code === 'CUSTOMER_SUSPENDED' && sent.goesOn === true)
        wrong.push(`${deed.kind} was refused although it was under way: ${error.message}`);
      else if (expected.has(error.code)) count(error.code);
      else wrong.push(`${deed.kind} ended in ${error.code}: ${error.message}`);
    }
  }

  async function prepare(deed: Deed, actor: Actor): Promise<Sent | null> {
    const workspace = { id: workspaceId };
    switch (deed.kind) {
      case 'standing':
        return {
          goesOn: true,
          work: await changeStanding(stage.pool, workspace, actor, deed),
          answered: () => undefined,
        };
      case 'create':
        return {
          work: (transaction) =>
            createOrder(
              transaction,
              workspace,
              actor,
              { advertiserId: deed.advertiser, listingId: deed.listing, postText: 'Buy!', scheduledAt: null },
              new Date(),
            ),
          answered({ id }) {
            events += 1;
            orders.push(orderIdSchema.parse(id));
          },
        };
      case 'edit': {
        const seen = await see(stage.pool, workspaceId, orders, deed.order);
        if (seen === null) return null;
        const { orderId, version } = seen;
        return {
          goesOn: true,
          work: (transaction) =>
            editDraft(
              transaction,
              workspace,
              actor,
              { orderId, version, postText: deed.text, scheduledAt: null },
              new Date(),
            ),
          answered: (answer) => {
            if (answer.version !== version) events += 1;
          },
        };
      }
      case 'move': {
        const seen = await see(stage.pool, workspaceId, orders, deed.order);
        if (seen === null) return null;
        const possible = plainMoveNames.filter((name) => judgeMove(name, seen.status, 'operator').possible);
        const choices = deed.wild || possible.length === 0 ? plainMoveNames : possible;
        const move = choices[deed.choice % choices.length] ?? 'cancel';
        const version = deed.stale ? Math.max(1, seen.version - 1) : seen.version;
        return {
          goesOn: move !== 'submit',
          work: (transaction) =>
            moveOrderIn(
              transaction,
              workspace,
              actor,
              {
                orderId: seen.orderId,
                version,
                move,
                reason: 'Because',
              },
              new Date(),
            ),
          answered: () => {
            events += 1;
          },
        };
      }
      case 'dispute':
      case 'look':
      case 'pass':
      case 'evidence':
      case 'weigh':
      case 'decide': {
        const seen = await see(stage.pool, workspaceId, orders, deed.order);
        if (seen === null) return null;
        const work = await disputeDeed(stage.pool, workspace, actor, deed, seen);
        if (work === null) return null;
        return {
          work,
          answered(answer) {
            events += answer.events ?? 0;
            if (answer.end !== undefined) count(`${deed.kind}: ${answer.end}`);
          },
        };
      }
      case 'pay': {
        const { payment: kind, customer: customerId, micros: amountMicros } = deed;
        const input = { kind, customerId, amountMicros, currency: 'USD', gateway: 'manual' as const };
        return {
          work: (transaction) => beginPayment(transaction, workspace, input, new Date()),
          answered: ({ id }) => payments.push(paymentIdSchema.parse(id)),
        };
      }
      case 'settle': {
        const paymentId = payments[deed.payment % Math.max(1, payments.length)];
        if (paymentId === undefined) return null;
        const input = { paymentId, outcome: deed.outcome };
        return {
          goesOn: true,
          work: (transaction) => settlePayment(transaction, workspace, input, new Date()),
          answered: () => undefined,
        };
      }
    }
  }

  const looks: Promise<void>[] = [];
  const ends = await Promise.allSettled(
    history.steps.map(async (steps, operator) => {
      for (const step of steps) {
        await play(operator, step);
        looks.push(look());
      }
    }),
  );
  await Promise.all(looks);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await look();
  wrong.push(
    ...(await differences(stage.pool, workspaceId, {
      orders: orders.length,
      events,
      payments: payments.length,
      keys: happened,
    })),
  );
  return { answers, wrong: [...new Set(wrong)] };
}

/** An order as it is when the history begins. Its version says how many rows its timeline has. */
async function beginOrder(
  pool: Pool,
  id: WorkspaceId,
  orderId: OrderId,
  { hoursUp, disputed }: History,
): Promise<{ version: number }> {
  const before: Actor = { mover: 'operator', name: 'Before' };
  const workspace = { id, database: drizzle({ client: pool }) };
  for (const [index, move] of (['submit', 'confirm', 'publish'] as const).entries())
    await moveOrder(workspace, before, { orderId, move, version: index + 1 });
  return workspace.database.transaction(async (transaction) => {
    if (hoursUp > 0) {
      await lookAtPost(transaction, workspace, { orderId, outcome: 'up', text: '' });
      await letTimePass(transaction, id, orderId, hoursUp);
    }
    const version = await versionOf(transaction, id, orderId);
    if (!disputed) return { version };
    const input = { orderId, version, reason: 'not_published', statement: 'Look at it' } as const;
    await openDispute(transaction, workspace, before, input, new Date());
    return { version: await versionOf(transaction, id, orderId) };
  });
}

const seenSchema = z.object({
  orderId: z.coerce.number().pipe(orderIdSchema),
  version: z.int(),
  status: z.enum(orderStatuses),
  priceMicros: z.string().transform(BigInt),
});

/** An order as an operator has it on the screen. */
async function see(pool: Pool, workspaceId: WorkspaceId, orders: readonly OrderId[], nth: number) {
  const id = orders[nth % Math.max(1, orders.length)];
  if (id === undefined) return null;
  const { rows } = await pool.query(
    'select id as "orderId", version, status, price_micros as "priceMicros" from orders where workspace_id = $1 and id = $2',
    [workspaceId, id],
  );
  return seenSchema.parse(rows[0]);
}

/** What was answered happened, once; and nothing else did. */
async function differences(
  pool: Pool,
  workspaceId: WorkspaceId,
  answered: Readonly<Record<'orders' | 'events' | 'payments' | 'keys', number>>,
): Promise<readonly string[]> {
  const { rows } = await pool.query<Record<string, number>>(
    `select (select count(*)::int from orders where workspace_id = $1) as orders,
       (select count(*)::int from order_events where workspace_id = $1) as events,
       (select count(*)::int from payments where workspace_id = $1) as payments,
       (select count(*)::int from applied_commands where workspace_id = $1) as keys`,
    [workspaceId],
  );
  return Object.entries(answered)
    .filter(([name, number]) => rows[0]?.[name] !== number)
    .map(([name, number]) => `${number} ${name} were answered, ${rows[0]?.[name]} are there`);
}

/** Looks that are asked for while one waits to begin are that one. */
function coalesced(look: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return () => {
    waiting ??= last.then(() => {
      waiting = null;
      last = look();
      return last;
    });
    return waiting;
  };
}
