import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId } from '#contract/ids.ts';
import type { ChannelReadProblem } from '#contract/marketplace/channels.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { ChannelFacts } from '../../../telegram/channel-reading.ts';
import type { PoolReader, PoolReading } from '../../../telegram/pool-reader.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { lockChannel } from '../lock-channel.ts';
import { asLook } from '../look-at-channel.ts';
import { readingError } from '../reading-error.ts';
import { channelEvents, channels } from '../schema.ts';

/** What a pool account found where a channel was: what Telegram says of it, or that it is not there. */
export type Found =
  | { readonly kind: 'facts'; readonly facts: ChannelFacts }
  | { readonly kind: 'problem'; readonly problem: ChannelReadProblem };

/**
 * Looks for a known channel through the pool. Nothing is written.
 *
 * @throws OpsdeckError NOT_FOUND, POOL_CANNOT_READ, POOL_MUST_WAIT, TELEGRAM_UNREACHABLE: of the channel these say nothing
 */
export async function findOnTelegram(
  workspace: Workspace,
  reader: PoolReader,
  id: ChannelId,
  actor: string,
): Promise<Found> {
  const [channel] = await workspace.database
    .select({ username: channels.username, telegramId: channels.telegramId })
    .from(channels)
    .where(and(eq(channels.workspaceId, workspace.id), eq(channels.id, id)));
  if (channel === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Channel ${id}` });
  const { username, telegramId } = channel;
  if (username === null) return { kind: 'problem', problem: 'private' };
  const purpose = { actor, reference: { kind: 'channel', id: String(id) } } as const;
  return judge(username, telegramId, await reader.readChannel(username, purpose));
}

function judge(username: string, telegramId: bigint | null, reading: PoolReading<ChannelFacts>): Found {
  switch (reading.kind) {
    case 'read':
      return telegramId !== null && telegramId !== BigInt(reading.value.telegramId)
        ? { kind: 'problem', problem: 'other_channel' }
        : { kind: 'facts', facts: reading.value };
    case 'not_found':
      return { kind: 'problem', problem: 'vanished' };
    case 'private':
    case 'other_channel':
    case 'not_a_channel':
      return { kind: 'problem', problem: reading.kind };
    case 'no_account':
    case 'flood_wait':
    case 'unreachable':
      throw readingError(username, reading, Date.now());
  }
}

/** Writes down what was found: what the channel says of itself now, or why it is not there. One row of its timeline each time. */
export async function recordFound(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { id, found }: { readonly id: ChannelId; readonly found: Found },
  now: Date,
): Promise<{ version: number; problem: ChannelReadProblem | null }> {
  const channel = await lockChannel(transaction, workspace, { id, version: null }, now);
  const version = channel.version + 1;
  const problem = found.kind === 'problem' ? found.problem : null;
  await transaction
    .update(channels)
    .set({
      version,
      readAt: now,
      readProblem: problem,
      ...(found.kind === 'facts' ? news(found.facts, now) : {}),
    })
    .where(and(eq(channels.workspaceId, workspace.id), eq(channels.id, id)));
  await transaction.insert(channelEvents).values({
    workspaceId: workspace.id,
    channelId: id,
    at: now,
    channelVersion: version,
    kind: problem === null ? 'read' : 'lost',
    fromState: channel.state,
    toState: channel.state,
    actor: actor.name,
    reason: problem,
  });
  return { version, problem };
}

function news(facts: ChannelFacts, now: Date): Partial<typeof channels.$inferInsert> {
  const { telegramId, username, title, description, isVerified, isScam } = asLook(facts);
  return {
    telegramId: BigInt(telegramId),
    username,
    title,
    description,
    isVerified,
    isScam,
    ...(facts.subscribers === null ? {} : { subscribers: facts.subscribers, measuredAt: now }),
    ...(facts.averageViews === null ? {} : { averageViews: facts.averageViews }),
  };
}
