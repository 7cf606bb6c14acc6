import { and, asc, eq, inArray, sql } from 'drizzle-orm';
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
import { type ChannelRow, changedMeanwhile } from '../lock-channel.ts';
import { channelEvents, channels } from '../schema.ts';

/** A channel in the version that whoever decides has seen. */
export type SeenChannel = { readonly id: ChannelId; readonly version: number };

export type DecisionInput = {
  readonly channels: readonly SeenChannel[];
  readonly decision: ChannelDecision;
  readonly reason?: string;
};

/** What became of one: its version from then on, or what it was refused for. */
export type DecidedChannel = { readonly id: ChannelId } & (
  { readonly version: number } | { readonly refused: OpsdeckError }
);

/**
 * Approves, rejects, suspends or reinstates channels: of each its state, its version and one row of its timeline. What one of them is
 * refused for (NOT_FOUND, CHANNEL_CHANGED with who was faster, CHANNEL_DECISION_IMPOSSIBLE) holds nobody else up. Their owners cannot
 * be suspended in between. A handful of statements, however many there are; in the order that was given.
 *
 * @throws OpsdeckError CHANNEL_REASON_MISSING
 */
export async function decideChannels(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  actor: Actor,
  { channels: seen, decision, reason = '' }: DecisionInput,
  now: Date,
): Promise<DecidedChannel[]> {
  const { to, needsReason } = decisionRules[decision];
  const said = reason.trim() === '' ? null : reason.trim();
  const ids = seen.map(({ id }) => id);
  // In one order, so that two who decide about the same never wait for each other.
  const locked = await transaction
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), inArray(channels.id, ids)))
    .orderBy(asc(channels.id))
    .for('update');
  const owners = await transaction
    .select({ id: customers.id, state: customers.state })
    .from(customers)
    .where(
      and(
        eq(customers.workspaceId, workspaceId),
        inArray(
          customers.id,
          locked.map(({ ownerId }) => ownerId),
        ),
      ),
    )
    .orderBy(asc(customers.id))
    .for('share');
  const suspended = new Set(owners.flatMap(({ id, state }) => (state === 'suspended' ? [id] : [])));
  const byId = new Map(locked.map((channel) => [channel.id, channel]));
  const outcomes: DecidedChannel[] = [];
  const able: ChannelRow[] = [];
  for (const { id, version } of seen) {
    const channel = byId.get(id);
    const refused =
      channel === undefined
        ? new OpsdeckError('NOT_FOUND', { what: `Channel ${id}` })
        : channel.version === version
          ? refusal(channel, decision, suspended.has(channel.ownerId))
          : await changedMeanwhile(transaction, channel, now);
    if (refused !== null) {
      outcomes.push({ id, refused });
      continue;
    }
    if (channel !== undefined) able.push(channel);
    outcomes.push({ id, version: version + 1 });
    // Named twice, the second has seen a version that is over.
    if (channel !== undefined) byId.set(id, { ...channel, version: version + 1, state: to });
  }
  if (able.length === 0) return outcomes;
  if (needsReason && said === null) throw new OpsdeckError('CHANNEL_REASON_MISSING', { decision });
  await transaction
    .update(channels)
    .set({
      state: to,
      version: sql`${channels.version} + 1`,
      decidedAt: now,
      stateReason: to === 'approved' ? null : said,
    })
    .where(
      and(
        eq(channels.workspaceId, workspaceId),
        inArray(
          channels.id,
          able.map(({ id }) => id),
        ),
      ),
    );
  await transaction.insert(channelEvents).values(
    able.map(({ id, version, state }) => ({
      workspaceId,
      channelId: id,
      at: now,
      channelVersion: version + 1,
      kind: 'decided' as const,
      fromState: state,
      toState: to,
      actor: actor.name,
      reason: said,
    })),
  );
  return outcomes;
}

function refusal(
  channel: ChannelRow,
  decision: ChannelDecision,
  ownerSuspended: boolean,
): OpsdeckError | null {
  const { id, state, readProblem } = channel;
  const hindrance = decisionHindrance(decision, { state, readProblem, ownerSuspended });
  if (hindrance === null) return null;
  const why = inWords(hindrance, channel);
  return new OpsdeckError('CHANNEL_DECISION_IMPOSSIBLE', { id: String(id), decision, why });
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
