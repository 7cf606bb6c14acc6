import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type AnnotationQuestion, type AnnotationSource, happening, isWithin } from './source.ts';

const commissionRow = z.object({
  id: z.int(),
  at: z.int(),
  category: z.string().nullable(),
  ratePpm: z.int(),
});
const rulesRow = z.object({ id: z.int(), at: z.int(), by: z.string() });

/** Rules of commission, risk and disputes that begin to hold: the tables have a row for each change that somebody made. */
export function ruleChanges(question: AnnotationQuestion): AnnotationSource[] {
  const { subject } = question;
  if (subject.kind !== 'business' && subject.kind !== 'category') return [];
  const chosen = JSON.stringify(subject.categories);
  return [
    {
      columns: sql`id, valid_from as at, category, rate_ppm as ratePpm`,
      from: sql`from commission_rules where ${isWithin('valid_from', question)}
        and (category is null or ${subject.categories.length} = 0
          or category in (select value from json_each(${chosen})))`,
      newestFirst: sql`valid_from desc`,
      row: happening(commissionRow, 'commission', question, ({ category, ratePpm }) => ({
        category,
        ratePpm,
      })),
    },
    {
      columns: sql`id, valid_from as at, created_by as by`,
      from: sql`from risk_rules where ${isWithin('valid_from', question)}`,
      newestFirst: sql`valid_from desc`,
      row: happening(rulesRow, 'risk_rules', question, ({ by }) => ({ by })),
    },
    {
      columns: sql`version as id, changed_at as at, changed_by as by`,
      from: sql`from dispute_rule_sets where ${isWithin('changed_at', question)}`,
      newestFirst: sql`changed_at desc`,
      row: happening(rulesRow, 'dispute_rules', question, ({ id, by }) => ({ version: id, by })),
    },
  ];
}
