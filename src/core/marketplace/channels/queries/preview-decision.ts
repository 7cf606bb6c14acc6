import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type ChannelId, channelIdSchema } from '#contract/ids.ts';
import { type ChannelDecision, decisionHindrance } from '#contract/marketplace/channel-decisions.ts';
import { channelReadProblems, channelStates } from '#contract/marketplace/channels.ts';
import type { CacheReads } from '../../../cache/cache.ts';

const row = z.object({
  id: channelIdSchema,
  version: z.int(),
  title: z.string(),
  state: z.enum(channelStates),
  readProblem: z.enum(channelReadProblems).nullable(),
  ownerSuspended: z.int(),
});

/** What a decision would do to each of these channels. Those that are not there are left out. */
export async function previewDecision(
  cache: CacheReads,
  { ids, decision }: { readonly ids: readonly ChannelId[]; readonly decision: ChannelDecision },
) {
  const found = await cache.rows(
    sql`select c.id, c.version, c.title, c.state, c.read_problem as "readProblem", o.state = 'suspended' as "ownerSuspended"
      from channels c join customers o on o.id = c.owner_id
      where c.id in (select value from json_each(${JSON.stringify(ids)})) order by c.id`,
    row,
  );
  return found.map(({ id, version, title, state, readProblem, ownerSuspended }) => {
    const facts = { state, readProblem, ownerSuspended: ownerSuspended === 1 };
    return { id, version, title, state, hindrance: decisionHindrance(decision, facts) };
  });
}
