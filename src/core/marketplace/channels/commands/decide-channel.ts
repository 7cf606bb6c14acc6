import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId } from '#contract/ids.ts';
import {
  type ChannelDecision,
  type DecisionHindrance,
  decisionHindrance,
  decisionRules,
} from '#contract/marketplace/channel-decisions.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { customers } from '../../customers/schema.ts';
import { type ChannelRow, lockChannel } from '../lock-channel.ts';
import { channelEvents, channels } from '../schema.ts';

export type DecideInput = {
  readonly id: ChannelId;
  /** The version that whoever decides has seen. */
  readonly version: number;
  readonly decision: ChannelDecision;
  readonly reason?: string;
};

/**
 * Approves, rejects, suspends or reinstates a channel: its state, its version and one row of its timeline. Of two who decide at
 * once the second is told what the first did. The owner cannot be suspended in between.
 *
 * @throws OpsdeckError NOT_FOUND, CHANNEL_CHANGED, CHANNEL_DECISION_IMPOSSIBLE, CHANNEL_REASON_MISSING
 */
export async function decideChannel(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { id, version, decision, reason = '' }: DecideInput,
  now: Date,
): Promise<{ id: ChannelId; version: number }> {
  const channel = await lockChannel(transaction, workspace, { id, version }, now);
  const [owner] = await transaction
    .select({ state: customers.state })
    .from(customers)
    .where(and(eq(customers.workspaceId, workspace.id), eq(customers.id, channel.ownerId)))
    .for('share');
  const { state, readProblem } = channel;
  const ownerSuspended = owner?.state === 'suspended';
  const hindrance = decisionHindrance(decision, { state, readProblem, ownerSuspended });
  if (hindrance !== null) {
    const why = inWords(hindrance, channel);
    throw new OpsdeckError('CHANNEL_DECISION_IMPOSSIBLE', { id: String(id), decision, why });
  }
  const { to, needsReason } = decisionRules[decision];
  const said = reason.trim() === '' ? null : reason.trim();
  if (needsReason && said === null) throw new OpsdeckError('CHANNEL_REASON_MISSING', { decision });
  const next = version + 1;
  await transaction
    .update(channels)
    .set({ state: to, version: next, decidedAt: now, stateReason: to === 'approved' ? null : said })
    .where(and(eq(channels.workspaceId, workspace.id), eq(channels.id, id)));
  await transaction.insert(channelEvents).values({
    workspaceId: workspace.id,
    channelId: id,
    at: now,
    channelVersion: next,
    kind: 'decided',
    fromState: state,
    toState: to,
    actor: actor.name,
    reason: said,
  });
  return { id, version: next };
}

function inWords(hindrance: DecisionHindrance, { state, readProblem }: ChannelRow): string {
  switch (hindrance) {
    case 'state':
      return `it is ${state}`;
    case 'owner_suspended':
      return 'its owner is suspended';
    case 'not_readable':
      return `Telegram does not show it any more (${readProblem ?? 'unknown'})`;
  }
}
