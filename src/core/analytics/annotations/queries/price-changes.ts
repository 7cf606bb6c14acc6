import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { microsColumn } from '../../../cache/micros-column.ts';
import { type AnnotationQuestion, type AnnotationSource, happening, isWithin } from './source.ts';

const priceRow = z.object({
  id: z.int(),
  at: z.int(),
  listingId: z.int(),
  format: z.string(),
  channelId: z.int(),
  title: z.string(),
  currency: z.string(),
  was: microsColumn,
  is: microsColumn,
});

/** What a listing of the channel, or of one of the editor's, cost from then on, where that is another price than before. */
export function priceChanges(question: AnnotationQuestion): AnnotationSource[] {
  const { subject } = question;
  if (subject.kind !== 'editor' && subject.kind !== 'channel') return [];
  const own = subject.kind === 'editor' ? sql`c.owner_id = ${subject.id}` : sql`c.id = ${subject.id}`;
  const before = sql`(select b.price_micros from listing_events b
    where b.listing_id = e.listing_id and b.id < e.id order by b.id desc limit 1)`;
  return [
    {
      columns: sql`e.id, e.at, l.id as listingId, l.format, c.id as channelId, c.title, l.currency,
        ${before} as was, e.price_micros as "is"`,
      // From the few channels to their listings to what became of those, whatever SQLite expects of the tables' sizes.
      from: sql`from channels c cross join listings l on l.channel_id = c.id
        cross join listing_events e on e.listing_id = l.id
        where ${own} and ${isWithin('e.at', question)} and e.price_micros <> ${before}`,
      newestFirst: sql`e.at desc, e.id desc`,
      row: happening(
        priceRow,
        'price',
        question,
        ({ listingId, format, channelId, title, currency, was, is }) => ({
          listingId,
          format,
          channel: { id: channelId, title },
          was: { micros: was, currency },
          is: { micros: is, currency },
        }),
      ),
    },
  ];
}
