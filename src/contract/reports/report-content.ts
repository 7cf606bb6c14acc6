import { z } from 'zod';
import { exportFormats } from '../exports.ts';
import { channelIdSchema, customerIdSchema } from '../ids.ts';
import { categories } from '../marketplace/channels.ts';
import { pickedSubject } from '../metrics/dashboards/dashboard.ts';
import { dashboardNames, dashboards } from '../metrics/dashboards/dashboards.ts';
import { exploreAxes } from '../metrics/explore/explore-query.ts';
import {
  comparisons,
  granularities,
  metricFiltersSchema,
  metricNameSchema,
} from '../metrics/metric-query.ts';
import { currencySchema } from '../money.ts';
import { reportPeriods } from './report-period.ts';

/** The reports that every console knows. */
export const reportKinds = ['earnings', 'spending', 'campaigns', 'platform'] as const;
export type ReportKind = (typeof reportKinds)[number];

const customerId = customerIdSchema.nullable().default(null);

/** What a report shows: one of the reports that every console knows, a whole dashboard, or a pivot. */
export const reportSectionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('standard'),
    report: z.enum(reportKinds),
    /** An editor's earnings, an advertiser's spending; null: everybody's. */
    customerId,
  }),
  z
    .object({
      kind: z.literal('dashboard'),
      dashboard: z.enum(dashboardNames),
      /** Whom it is about, where it is about somebody. */
      customerId,
      channelId: channelIdSchema.nullable().default(null),
      categories: z.array(z.enum(categories)).default([]),
    })
    .refine(({ dashboard, customerId: customer, channelId: channel }) => {
      const picked = pickedSubject(dashboards[dashboard]);
      return picked === null || (picked === 'channel' ? channel : customer) !== null;
    }, 'it has to be said whom the dashboard is about'),
  z
    .object({
      kind: z.literal('pivot'),
      metric: metricNameSchema,
      rows: z.enum(exploreAxes),
      columns: z.enum(exploreAxes).nullable(),
      granularity: z.enum(granularities).exclude(['none']).default('month'),
      filters: metricFiltersSchema.default({}),
    })
    .refine(({ rows, columns }) => rows !== columns, 'rows and columns are the same'),
]);
export type ReportSection = z.output<typeof reportSectionSchema>;

export const mostSections = 12;

/** A report that somebody put together: its parts, and what it is about unless whoever runs it says otherwise. */
export const reportContentSchema = z.object({
  sections: z.array(reportSectionSchema).min(1).max(mostSections),
  period: z.enum(reportPeriods),
  /** Null: each by itself, and the one with most orders in dashboards and pivots. */
  currency: currencySchema.nullable().default(null),
  compare: z.enum(comparisons).default('none'),
  format: z.enum(exportFormats),
});
export type ReportContent = z.output<typeof reportContentSchema>;
export type ReportContentInput = z.input<typeof reportContentSchema>;
