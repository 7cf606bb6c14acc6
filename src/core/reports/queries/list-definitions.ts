import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { reportDefinitionIdSchema } from '#contract/ids.ts';
import { reportContentSchema } from '#contract/reports/report-content.ts';
import type { ReportDefinition } from '#contract/reports.ts';
import { instantSchema } from '#contract/time.ts';
import { booleanColumn } from '../../cache/boolean-column.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { jsonText } from '../../cache/json-text.ts';
import type { Caller } from '../../rpc/caller.ts';

const definitionRow = z.object({
  id: reportDefinitionIdSchema,
  version: z.int(),
  name: z.string(),
  description: z.string(),
  /** Null when a newer console wrote what this one does not know. */
  content: jsonText(reportContentSchema.nullable().catch(null)),
  changedAt: instantSchema,
  owner: z.string(),
  mine: booleanColumn,
});

/** The team's own reports, by name. */
export async function listDefinitions(
  cache: CacheReads,
  { operatorId, role }: Pick<Caller, 'operatorId' | 'role'>,
): Promise<ReportDefinition[]> {
  const rows = await cache.rows(
    sql`select r.id, r.version, r.name, r.description, r.content, r.changed_at as "changedAt",
        coalesce(o.name, '') as owner, r.operator_id = ${operatorId} as mine
      from report_definitions r left join operators o on o.id = r.operator_id
      order by fold(r.name), r.name, r.id`,
    definitionRow,
  );
  return rows.map((definition) => ({ ...definition, mayChange: definition.mine || role === 'admin' }));
}
