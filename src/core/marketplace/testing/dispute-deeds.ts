import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { z } from 'zod';
import { disputeIdSchema, type OrderId, type WorkspaceId } from '#contract/ids.ts';
import { type PlacementOutcome, wasSeen } from '#contract/marketplace/placements.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Actor } from '../actor.ts';
import { addEvidence } from '../disputes/commands/add-evidence.ts';
import { decideDispute } from '../disputes/commands/decide-dispute.ts';
import { openDispute } from '../disputes/commands/open-dispute.ts';
import { decisionOf } from '../disputes/share-price.ts';
import { weighDispute } from '../disputes/weighing/weigh-next-dispute.ts';
import { recordLook } from '../placements/commands/record-look.ts';
import type { Deed } from './history.ts';

type DisputeDeed = Extract<
  Deed,
  { readonly kind: 'dispute' | 'look' | 'pass' | 'evidence' | 'weigh' | 'decide' }
>;
type Seen = { readonly orderId: OrderId; readonly version: number; readonly priceMicros: bigint };
type Work = (transaction: Transaction) => Promise<{ events: number; end: string }>;

const disputeRow = z.object({ id: z.coerce.number().pipe(disputeIdSchema), version: z.int() });

/** What is to be done for a deed about disputes, by what its operator has seen; null when there is nothing to do it to. */
export async function disputeDeed(
  pool: Pool,
  workspace: { readonly id: WorkspaceId },
  actor: Actor,
  deed: DisputeDeed,
  { orderId, version, priceMicros }: Seen,
): Promise<Work | null> {
  const told = (work: (transaction: Transaction) => Promise<string>): Work => {
    return async (transaction) => {
      const before = await versionOf(transaction, workspace.id, orderId);
      const end = await work(transaction);
      return { end, events: (await versionOf(transaction, workspace.id, orderId)) - before };
    };
  };
  if (deed.kind === 'dispute')
    return told(async (transaction) => {
      const input = { orderId, version, reason: deed.reason, statement: 'Look at it' };
      await openDispute(transaction, workspace, actor, input, new Date());
      return 'opened';
    });
  if (deed.kind === 'pass')
    return told(async (transaction) => {
      await letTimePass(transaction, workspace.id, orderId, deed.hours);
      return 'passed';
    });
  if (deed.kind === 'look') {
    const { outcome, text } = deed;
    const look = (transaction: Transaction) => lookAtPost(transaction, workspace, { orderId, outcome, text });
    return told(async (transaction) => {
      const end = await look(transaction);
      return deed.again && end === 'goes_on' ? look(transaction) : end;
    });
  }
  const { rows } = await pool.query(
    'select id, version from disputes where workspace_id = $1 and order_id = $2',
    [workspace.id, orderId],
  );
  const dispute = z.array(disputeRow).parse(rows)[0];
  if (dispute === undefined) return null;
  const disputeId = dispute.id;
  switch (deed.kind) {
    case 'evidence':
      return told(async (transaction) => {
        const evidence = { kind: 'message', side: 'editor', author: 'Eve', text: 'It was there' } as const;
        await addEvidence(transaction, workspace, { disputeId, ...evidence }, new Date());
        return 'added';
      });
    case 'weigh':
      return told(async (transaction) => {
        const { end } = await weighDispute(transaction, workspace, disputeId, new Date());
        return end;
      });
    case 'decide':
      return told(async (transaction) => {
        const givenBackMicros = (priceMicros * BigInt(deed.percent)) / 100n;
        const seenVersion = deed.stale ? Math.max(1, dispute.version - 1) : dispute.version;
        const decision = { disputeId, version: seenVersion, givenBackMicros, reason: 'Because' };
        await decideDispute(transaction, workspace, actor, decision, new Date());
        return decisionOf(priceMicros, givenBackMicros);
      });
  }
}

type Look = { readonly orderId: OrderId; readonly outcome: PlacementOutcome; readonly text: string };

/** What a look at the post of an order does that finds this. */
export async function lookAtPost(
  transaction: Transaction,
  workspace: { readonly id: WorkspaceId },
  { orderId, outcome, text }: Look,
): Promise<Awaited<ReturnType<typeof recordLook>>> {
  const claim = randomUUID();
  await transaction.execute(sql`
    insert into placements (workspace_id, order_id, claim)
    select workspace_id, id, ${claim} from orders
    where workspace_id = ${workspace.id} and id = ${orderId} and published_at is not null
    on conflict (workspace_id, order_id) do update set claim = excluded.claim`);
  const nothing = { accountId: null, messageId: null, views: null, forwards: null, editedAt: null };
  const reading = { ...nothing, outcome, text: wasSeen(outcome) ? text : null, problem: null };
  return recordLook(transaction, workspace, { orderId, claim }, reading, new Date());
}

/** Of an order, which waits for nobody else from then on. */
export async function versionOf(
  transaction: Transaction,
  id: WorkspaceId,
  orderId: OrderId,
): Promise<number> {
  const { rows } = await transaction.execute<{ version: number }>(
    sql`select version from orders where workspace_id = ${id} and id = ${orderId} for update`,
  );
  return rows[0]?.version ?? 0;
}

/** Moves all that happened to an order into the past. Its timeline keeps its instants: they only say what came after what. */
export async function letTimePass(
  transaction: Transaction,
  id: WorkspaceId,
  orderId: OrderId,
  hours: number,
): Promise<void> {
  const by = sql`make_interval(hours => ${hours})`;
  await transaction.execute(sql`
    update orders set created_at = created_at - ${by}, submitted_at = submitted_at - ${by},
      confirmed_at = confirmed_at - ${by}, published_at = published_at - ${by}, expires_at = expires_at - ${by},
      completed_at = completed_at - ${by}, closed_at = closed_at - ${by}
    where workspace_id = ${id} and id = ${orderId}`);
  await transaction.execute(sql`
    update placement_checks set at = at - ${by} where workspace_id = ${id} and order_id = ${orderId}`);
  await transaction.execute(sql`
    update disputes set opened_at = opened_at - ${by}, look_at = look_at - ${by},
      escalated_at = escalated_at - ${by}, resolved_at = resolved_at - ${by}
    where workspace_id = ${id} and order_id = ${orderId}`);
}
