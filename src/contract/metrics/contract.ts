import { z } from 'zod';
import { currencySchema } from '../money.ts';
import { type DomainContract, query } from '../procedure.ts';
import { metricAnswerSchema, metricQuerySchema } from './metric-query.ts';

export const metricsContract = {
  /**
   * Answers any question about the metrics from sums that are kept, exactly. Amounts of different currencies are never added.
   * Refused with METRICS_DO_NOT_FIT when the metrics cannot be split or filtered that way.
   */
  query: query({ permission: 'analytics:read', input: metricQuerySchema, output: metricAnswerSchema }),
  /** The currencies that orders were made in, the one with most orders first. */
  currencies: query({ permission: 'analytics:read', input: z.void(), output: z.array(currencySchema) }),
} as const satisfies DomainContract;
