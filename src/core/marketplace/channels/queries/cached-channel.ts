import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Channel, channelSchema } from '#contract/marketplace/channel.ts';

const monthMs = 30 * 86_400_000;

/** Subscribers now less those of 30 days before the last measurement; null where there was none in the ten days up to then. */
export const trendOf = sql`(c.subscribers - (
  select m.subscribers from channel_metrics m
  where m.channel_id = c.id and m.measured_at <= c.measured_at - ${monthMs}
    and m.measured_at >= c.measured_at - ${monthMs + 10 * 86_400_000}
  order by m.measured_at desc limit 1))`;

export const listingsOf = sql`(select count(*) from listings l where l.channel_id = c.id and l.state <> 'archived')`;

export const errOf = sql`(case when c.subscribers > 0 then 1.0 * c.average_views / c.subscribers end)`;

/** What a row of a list is made of; `page` has the numbers that are wanted, in their order in `place`. */
export function channelRows(page: SQL): SQL {
  return sql`select c.id, c.version, c.title, c.username, c.owner_id, o.name as owner_name, c.category, c.language, c.country,
      c.subscribers, ${trendOf} as trend, c.average_views, ${errOf} as err, c.state, ${listingsOf} as listings, c.created_at,
      c.decided_at, c.read_problem
    from (${page}) as page cross join channels c on c.id = page.id join customers o on o.id = c.owner_id order by page.place`;
}

const row = z.object({
  id: z.int(),
  version: z.int(),
  title: z.string(),
  username: z.string().nullable(),
  owner_id: z.int(),
  owner_name: z.string(),
  category: z.string(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  subscribers: z.int(),
  trend: z.int().nullable(),
  average_views: z.int(),
  err: z.number().nullable(),
  state: z.string(),
  listings: z.int(),
  created_at: z.int(),
  decided_at: z.int().nullable(),
  read_problem: z.string().nullable(),
});

export const channelRow: z.ZodType<Channel> = row.transform((channel) =>
  channelSchema.parse({
    id: channel.id,
    version: channel.version,
    title: channel.title,
    username: channel.username,
    owner: { id: channel.owner_id, name: channel.owner_name },
    category: channel.category,
    language: channel.language,
    country: channel.country,
    subscribers: channel.subscribers,
    trend: channel.trend,
    averageViews: channel.average_views,
    err: channel.err,
    state: channel.state,
    listings: channel.listings,
    createdAt: channel.created_at,
    decidedAt: channel.decided_at,
    readProblem: channel.read_problem,
  }),
);
