import type { SQL } from 'drizzle-orm';
import { readRollup, type RollupQuestion } from '../cache/rollups/read-rollup.ts';
import type { SumRollup } from '../cache/rollups/rollup.ts';
import { ordersMirror } from '../marketplace/orders/mirror.ts';
import type { AnalyticsReader } from './analytics-reader.ts';

/** The query for a question about one of the rollups of orders. */
export function askOrders({ calendar }: AnalyticsReader, rollup: SumRollup, question: RollupQuestion): SQL {
  return readRollup(rollup, ordersMirror, calendar, question);
}
