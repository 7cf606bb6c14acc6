import { z } from 'zod';
import { dateRangeSchema, dateSchema } from '../analytics.ts';
import { annotationIdSchema, channelIdSchema, customerIdSchema } from '../ids.ts';
import { currencySchema } from '../money.ts';
import { command, type DomainContract, query } from '../procedure.ts';
import { annotationAnswerSchema, annotationQuerySchema, newNoteSchema } from './annotations.ts';
import { cutSchema } from './explore/cuts.ts';
import { exploreAnswerSchema, exploreQuerySchema } from './explore/explore-query.ts';
import { monthOfGrowthSchema } from './growth.ts';
import { granularities, metricAnswerSchema, metricNameSchema, metricQuerySchema } from './metric-query.ts';

export const metricsContract = {
  /**
   * Answers any question about the metrics from sums that are kept, exactly. Amounts of different currencies are never added.
   * Refused with METRICS_DO_NOT_FIT when the metrics cannot be split or filtered that way.
   */
  query: query({ permission: 'analytics:read', input: metricQuerySchema, output: metricAnswerSchema }),
  /**
   * One metric by any two of its dimensions, as a pivot. Refused with METRICS_DO_NOT_FIT for what nothing is kept of, and with
   * METRICS_TOO_MANY_ROWS where tens of millions of rows would have to be added up; where they are millions it takes seconds.
   */
  explore: query({ permission: 'analytics:read', input: exploreQuerySchema, output: exploreAnswerSchema }),
  /** By what a metric can be told apart, and how. */
  cuts: query({
    permission: 'analytics:read',
    input: z.object({ metric: metricNameSchema }),
    output: z.array(cutSchema),
  }),
  /** What a dashboard has to know before it asks anything. */
  basis: query({
    permission: 'analytics:read',
    input: z.void(),
    output: z.object({
      /** The day it is in the workspace. */
      today: dateSchema,
      timeZone: z.string(),
      /** Those that orders were made in, the one with most orders first. */
      currencies: z.array(currencySchema),
    }),
  }),
  /** Where the advertisers of each month come from, up to the month of a day. */
  growth: query({
    permission: 'analytics:read',
    input: z.object({ lastMonth: dateSchema, months: z.int().min(1).max(36) }),
    output: z.array(monthOfGrowthSchema),
  }),
  /** At the end of each period, as last measured: of one channel, or of all that an editor owns. Null is all time. */
  subscribers: query({
    permission: 'analytics:read',
    input: z.object({
      channelId: channelIdSchema.exactOptional(),
      editorId: customerIdSchema.exactOptional(),
      range: dateRangeSchema.nullable(),
      granularity: z.enum(granularities).exclude(['none']),
    }),
    output: z.array(z.object({ start: dateSchema, subscribers: z.int().nonnegative().nullable() })),
  }),
  /** What may be why the numbers of a dashboard changed: the newest of it, and how much there is. */
  annotations: query({
    permission: 'analytics:read',
    input: annotationQuerySchema,
    output: annotationAnswerSchema,
  }),
  /** Notes something down that everybody sees. Refused with NOT_FOUND when there is no such customer or channel. */
  annotate: command({
    permission: 'analytics:annotate',
    input: newNoteSchema,
    output: z.object({ id: annotationIdSchema }),
  }),
  /** Removes a note: by whoever wrote it, or an administrator. */
  removeAnnotation: command({
    permission: 'analytics:annotate',
    input: z.object({ id: annotationIdSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
} as const satisfies DomainContract;
