import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { exploreQuerySchema } from '#contract/metrics/explore/explore-query.ts';
import type { Cache } from '../../../cache/cache.ts';
import type { ExportedTable } from '../../../exports/exported-table.ts';
import { analyticsReader } from '../../analytics-reader.ts';
import { exploreMetric } from './explore-metric.ts';
import { pivotFacts, pivotPart } from './pivot-part.ts';

/** A file has more rows than a page shows. */
const most = { rows: 10_000, columns: 200 };

/** The pivot of the page Explore as a file: as it is seen, with more of its rows. */
export function exploreExport(cache: Cache): ExportedTable {
  return {
    name: 'explore',
    title: 'Explore',
    permission: 'analytics:read',
    async prepare({ input }) {
      const parsed = exploreQuerySchema.safeParse({ ...input, most });
      if (!parsed.success)
        throw new OpsdeckError('INVALID_INPUT', { problem: z.prettifyError(parsed.error) });
      const query = parsed.data;
      const answer = await exploreMetric(await analyticsReader(cache), query, Date.now(), cache.patiently());
      return { parts: [pivotPart(query, answer)], facts: pivotFacts(query, answer) };
    },
  };
}
