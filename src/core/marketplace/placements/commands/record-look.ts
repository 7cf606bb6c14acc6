import { createHash } from 'node:crypto';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { AccountId, OrderId } from '#contract/ids.ts';
import { type PlacementOutcome, wasMissed, wasSeen } from '#contract/marketplace/placements.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { addEvidence } from '../../disputes/commands/add-evidence.ts';
import { openDispute } from '../../disputes/commands/open-dispute.ts';
import { disputes } from '../../disputes/schema.ts';
import { moveOrderIn } from '../../orders/commands/move-order.ts';
import { notBefore, type Order } from '../../orders/lock-order.ts';
import { orderEvents, orders } from '../../orders/schema.ts';
import { compareTexts } from '../compare-texts.ts';
import { judgePlacement } from '../judge-placement.ts';
import { looksThatCount } from '../looks-that-count.ts';
import { nextLookAt } from '../schedule.ts';
import { placementChecks, placements } from '../schema.ts';

/** What an account has read of a post, or why it could not. */
export type PlacementReading = {
  readonly outcome: PlacementOutcome;
  readonly accountId: AccountId | null;
  readonly messageId: number | null;
  /** Null unless the post was seen. */
  readonly text: string | null;
  readonly views: number | null;
  readonly forwards: number | null;
  readonly editedAt: Date | null;
  readonly problem: string | null;
};

export type Recorded = 'dropped' | 'goes_on' | 'completed' | 'disputed';

/** As the timeline names the looks. */
export const placementActor: Actor = { mover: 'job', name: 'Placement checks' };

/**
 * Writes a look down, and what follows from it: the evidence, the order's views, a row on the timeline where something changed, the
 * order's completion or a dispute, and when the next look is due. One transaction. What comes under a claim that somebody else
 * has by now is dropped.
 */
export async function recordLook(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  { orderId, claim }: { readonly orderId: OrderId; readonly claim: string },
  reading: PlacementReading,
  now: Date,
): Promise<Recorded> {
  const ofOrder = and(eq(orders.workspaceId, workspace.id), eq(orders.id, orderId));
  const ofPlacement = and(eq(placements.workspaceId, workspace.id), eq(placements.orderId, orderId));
  const [order] = await transaction.select().from(orders).where(ofOrder).for('update');
  const [placement] = await transaction.select().from(placements).where(ofPlacement).for('update');
  if (order === undefined || placement === undefined || placement.claim !== claim) return 'dropped';
  const { publishedAt, expiresAt } = order;
  if (publishedAt === null || expiresAt === null) return 'dropped';
  const at = notBefore(order, now);
  const { outcome, text } = reading;
  const seen = wasSeen(outcome);
  const textHash = seen ? hashOf(text ?? '') : null;
  const compared = seen ? compareTexts(order.postText, text ?? '') : null;
  await transaction.insert(placementChecks).values({
    workspaceId: workspace.id,
    orderId,
    at,
    accountId: reading.accountId,
    editedAt: reading.editedAt,
    messageId: reading.messageId,
    views: reading.views,
    forwards: reading.forwards,
    similarity: compared?.similarityPercent ?? null,
    linkMissing: compared === null ? null : compared.missingLinks.length > 0,
    outcome,
    problem: reading.problem,
    textHash,
    text: textHash === placement.lastTextHash ? null : text,
  });
  const telling = seen || wasMissed(outcome);
  const misses = wasMissed(outcome) ? placement.misses + 1 : seen ? 0 : placement.misses;
  const failures = telling ? 0 : placement.failures + 1;
  const underWay = order.status === 'published' || order.status === 'disputed';
  const changed =
    underWay &&
    telling &&
    (placement.lastOutcome !== outcome || (textHash !== null && textHash !== placement.lastTextHash));
  const version = changed ? order.version + 1 : order.version;
  await transaction
    .update(orders)
    .set({
      views: reading.views ?? order.views,
      messageId: order.messageId ?? reading.messageId,
      version,
    })
    .where(ofOrder);
  if (changed) await tell(transaction, order, version, at, reading, compared?.similarityPercent ?? null);
  const term = { publishedAt: publishedAt.getTime(), expiresAt: expiresAt.getTime() };
  await transaction
    .update(placements)
    .set({
      dueAt: underWay
        ? new Date(nextLookAt(term, { at: at.getTime(), outcome }, { misses, failures }))
        : null,
      askedAt: null,
      claim: null,
      claimedUntil: null,
      lastAt: at,
      ...(telling ? { lastOutcome: outcome } : {}),
      ...(textHash === null ? {} : { lastTextHash: textHash }),
      misses,
      failures,
      checks: sql`${placements.checks} + 1`,
    })
    .where(ofPlacement);
  if (order.status === 'disputed' && telling) await inform(transaction, workspace, order, reading, at);
  if (order.status !== 'published') return 'goes_on';
  const looks = await transaction
    .select({
      at: placementChecks.at,
      outcome: placementChecks.outcome,
      similarityPercent: placementChecks.similarity,
      linkMissing: placementChecks.linkMissing,
    })
    .from(placementChecks)
    .where(
      and(
        eq(placementChecks.workspaceId, workspace.id),
        eq(placementChecks.orderId, orderId),
        looksThatCount(order.messageId ?? reading.messageId),
      ),
    )
    .orderBy(asc(placementChecks.id));
  const judgement = judgePlacement(
    looks.map(({ at, ...look }) => ({ ...look, at: at.getTime() })),
    term,
  );
  switch (judgement.kind) {
    case 'goes_on':
      return 'goes_on';
    case 'complete':
      await moveOrderIn(transaction, workspace, placementActor, { orderId, version, move: 'complete' }, now);
      await transaction.update(placements).set({ dueAt: null }).where(ofPlacement);
      return 'completed';
    case 'dispute': {
      const { reason, statement } = judgement;
      await openDispute(transaction, workspace, placementActor, { orderId, version, reason, statement }, at);
      return 'disputed';
    }
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function tell(
  transaction: Transaction,
  order: Order,
  version: number,
  at: Date,
  { outcome, views, messageId }: PlacementReading,
  similarity: number | null,
): Promise<void> {
  const found =
    order.messageId === null && messageId !== null ? `; found by its text as post ${messageId}` : '';
  await transaction.insert(orderEvents).values({
    workspaceId: order.workspaceId,
    orderId: order.id,
    at,
    orderVersion: version,
    kind: 'checked',
    actorKind: 'system',
    actor: placementActor.name,
    reason: inWords(outcome, similarity) + found,
    details: { outcome, similarity, views },
  });
}

async function inform(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  { id }: Order,
  { outcome, text, views }: PlacementReading,
  at: Date,
): Promise<void> {
  const [dispute] = await transaction
    .select({ id: disputes.id, state: disputes.state })
    .from(disputes)
    .where(and(eq(disputes.workspaceId, workspace.id), eq(disputes.orderId, id)));
  if (dispute === undefined || dispute.state === 'resolved') return;
  await addEvidence(
    transaction,
    workspace,
    {
      disputeId: dispute.id,
      kind: 'looks',
      side: 'system',
      author: placementActor.name,
      text: inWords(outcome, null),
      details: { outcome, views, textHash: text === null ? null : hashOf(text) },
    },
    at,
  );
}

function inWords(outcome: PlacementOutcome, similarity: number | null): string {
  const alike = similarity === null ? '' : `; its text is ${similarity} % what was ordered`;
  switch (outcome) {
    case 'up':
      return `The post is up${alike}`;
    case 'edited':
      return `The post is up and was edited${alike}`;
    case 'missing':
      return 'The post is not in its channel';
    case 'channel_vanished':
      return 'The channel is not there any more';
    case 'private':
      return 'The channel cannot be read';
    case 'unreachable':
      return 'Nobody could look';
  }
}
