import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { exhaustive } from '#contract/exhaustive.ts';
import { type AnnotationQuestion, type AnnotationSource, happening, isWithin } from './source.ts';

const changeRow = z.object({
  id: z.int(),
  at: z.int(),
  customerId: z.int(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
});

/** Customers who were flagged, suspended or reinstated; of the whole business only who was suspended, and who is back. */
export function customerChanges(question: AnnotationQuestion): AnnotationSource[] {
  const { subject } = question;
  switch (subject.kind) {
    case 'business':
    case 'category':
      // In the words of the partial indexes: with a parameter SQLite would not know that they hold all of it.
      return [
        source(question, sql`e.to_state in ('flagged', 'suspended') and e.to_state = 'suspended'`),
        source(question, sql`e.from_state in ('suspended')`),
      ];
    case 'editor':
    case 'advertiser':
      return [source(question, sql`e.customer_id = ${subject.id} and e.to_state is not null`)];
    case 'channel':
      return [
        source(
          question,
          sql`e.customer_id = (select owner_id from channels where id = ${subject.id}) and e.to_state is not null`,
        ),
      ];
    default:
      return exhaustive(subject);
  }
}

function source(question: AnnotationQuestion, which: SQL): AnnotationSource {
  return {
    columns: sql`e.id, e.at, e.customer_id as customerId, e.from_state as "from", e.to_state as "to",
      (select name from customers where id = e.customer_id) as name`,
    from: sql`from customer_events e where ${which} and ${isWithin('e.at', question)}`,
    newestFirst: sql`e.at desc`,
    row: happening(changeRow, 'customer', question, ({ customerId, name, from, to }) => ({
      customer: { id: customerId, name },
      from,
      to,
    })),
  };
}
