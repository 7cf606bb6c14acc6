import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Category } from '#contract/marketplace/channels.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import { type AnnotationQuestion, type AnnotationSource, happening, isWithin } from './source.ts';

const decisionRow = z.object({
  id: z.int(),
  at: z.int(),
  channelId: z.int(),
  title: z.string(),
  from: z.string().nullable(),
  to: z.string(),
});

/** Decisions on channels; of the whole business only those that were suspended, and those that are back. */
export function channelDecisions(question: AnnotationQuestion): AnnotationSource[] {
  const { subject } = question;
  switch (subject.kind) {
    case 'business':
    case 'category': {
      const some = ofCategories(subject.categories);
      // In the words of the partial indexes, as for customers. What a reading found has the state that the channel has anyway.
      return [
        source(question, sql`e.to_state in ('suspended') and e.from_state <> 'suspended' ${some}`),
        source(question, sql`e.from_state in ('suspended') and e.to_state <> 'suspended' ${some}`),
      ];
    }
    case 'editor':
      return [
        source(question, sql`e.channel_id in (select id from channels where owner_id = ${subject.id})`),
      ];
    case 'channel':
      return [source(question, sql`e.channel_id = ${subject.id}`)];
    case 'advertiser':
      return [];
    default:
      return exhaustive(subject);
  }
}

function ofCategories(categories: readonly Category[]): SQL {
  if (categories.length === 0) return sql.empty();
  const chosen = sql.join(
    categories.map((category) => sql`${category}`),
    sql.raw(', '),
  );
  return sql`and (select category from channels where id = e.channel_id) in (${chosen})`;
}

function source(question: AnnotationQuestion, which: SQL): AnnotationSource {
  return {
    columns: sql`e.id, e.at, e.channel_id as channelId, e.from_state as "from", e.to_state as "to",
      (select title from channels where id = e.channel_id) as title`,
    from: sql`from channel_events e where ${which} and e.kind = 'decided' and ${isWithin('e.at', question)}`,
    newestFirst: sql`e.at desc`,
    row: happening(decisionRow, 'channel', question, ({ channelId, title, from, to }) => ({
      channel: { id: channelId, title },
      from,
      to,
    })),
  };
}
