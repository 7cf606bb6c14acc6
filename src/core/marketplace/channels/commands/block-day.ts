import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { channelBlockedDays, channels } from '../schema.ts';

export type BlockDayInput = {
  readonly channelId: ChannelId;
  /** `2026-03-01`, UTC. */
  readonly day: string;
  readonly blocked: boolean;
};

/** Says that nothing is sold in the channel on a day, or that it is again. What is sold already stays sold. @throws OpsdeckError NOT_FOUND */
export async function blockDay(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  { name }: Actor,
  { channelId, day, blocked }: BlockDayInput,
  now: Date,
): Promise<void> {
  const [channel] = await transaction
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId)));
  if (channel === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Channel ${channelId}` });
  const { channelId: ofChannel, day: ofDay, workspaceId: within } = channelBlockedDays;
  if (blocked) {
    await transaction
      .insert(channelBlockedDays)
      .values({ workspaceId, channelId, day, blockedBy: name, blockedAt: now })
      .onConflictDoNothing({ target: [within, ofChannel, ofDay] });
  } else {
    await transaction
      .delete(channelBlockedDays)
      .where(and(eq(within, workspaceId), eq(ofChannel, channelId), eq(ofDay, day)));
  }
}
