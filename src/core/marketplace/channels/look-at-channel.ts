import type { ChannelLook } from '#contract/marketplace/channel.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelFacts } from '../../telegram/channel-reading.ts';
import type { PoolReader, ReadingPurpose } from '../../telegram/pool-reader.ts';
import { and, eq, or, sql } from 'drizzle-orm';
import type { Queryable } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { readingError } from './reading-error.ts';
import { channels } from './schema.ts';

/** So long what was looked at is what is saved, in milliseconds: nobody reads twice to add once. */
const rememberedMs = 10 * 60_000;
const longestTitle = 300;
const longestDescription = 5_000;

export type ChannelLooks = {
  /**
   * What Telegram says of the username, which may be remembered from a moment ago.
   *
   * @throws OpsdeckError CHANNEL_NOT_ON_TELEGRAM, NOT_A_CHANNEL, CHANNEL_PRIVATE, POOL_CANNOT_READ, POOL_MUST_WAIT,
   *   TELEGRAM_UNREACHABLE
   */
  look(username: string, actor: string, options: { readonly fresh: boolean }): Promise<ChannelLook>;
};

/** Looks at channels through the pool and remembers what it saw, so that what was shown is what is saved. */
export function createChannelLooks(reader: PoolReader): ChannelLooks {
  const seen = new Map<string, { readonly look: ChannelLook; readonly until: number }>();
  return {
    async look(username, actor, { fresh }) {
      const now = Date.now();
      for (const [name, { until }] of seen) if (until <= now) seen.delete(name);
      const name = username.toLowerCase();
      const known = seen.get(name);
      if (!fresh && known !== undefined) return known.look;
      const purpose: ReadingPurpose = { actor, reference: { kind: 'channel', id: `@${username}` } };
      const reading = await reader.readChannel(username, purpose);
      if (reading.kind !== 'read') throw readingError(username, reading, Date.now());
      const look = asLook(reading.value);
      seen.set(name, { look, until: Date.now() + rememberedMs });
      return look;
    },
  };
}

/** Titles are other people's: cut to what the table takes, and without what a text cannot hold. */
export function asLook(facts: ChannelFacts): ChannelLook {
  const { username, telegramId, subscribers, averageViews, isVerified, isScam } = facts;
  const title = clean(facts.title, longestTitle);
  return {
    username,
    telegramId,
    title: title === '' ? `@${username}` : title,
    description: clean(facts.about, longestDescription),
    subscribers,
    averageViews,
    isVerified,
    isScam,
  };
}

function clean(text: string, longest: number): string {
  const whole = text.replaceAll('\0', '').toWellFormed().trim();
  if (whole.length <= longest) return whole;
  // Not through the middle of a character.
  return whole
    .slice(0, longest)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trim();
}

/** @throws OpsdeckError CHANNEL_KNOWN when the channel is here, by its username or, renamed, by its number. */
export async function requireUnknown(
  database: Queryable,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  { username, telegramId }: Pick<ChannelLook, 'username' | 'telegramId'>,
): Promise<void> {
  const [known] = await database
    .select({ id: channels.id, title: channels.title })
    .from(channels)
    .where(
      and(
        eq(channels.workspaceId, workspaceId),
        or(
          sql`lower(${channels.username}) = lower(${username})`,
          eq(channels.telegramId, BigInt(telegramId)),
        ),
      ),
    )
    .limit(1);
  if (known !== undefined) {
    throw new OpsdeckError('CHANNEL_KNOWN', { username, id: String(known.id), title: known.title });
  }
}
