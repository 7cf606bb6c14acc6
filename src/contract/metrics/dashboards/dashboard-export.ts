import { z } from 'zod';
import { dateRangeSchema } from '../../analytics.ts';
import { categories } from '../../marketplace/channels.ts';
import { currencySchema } from '../../money.ts';
import { comparisons, granularities } from '../metric-query.ts';
import { pickedSubject } from './dashboard.ts';
import { dashboardNames, dashboards } from './dashboards.ts';

/** A dashboard with what is set on it, as it is asked for as a file. */
export const dashboardExportSchema = z
  .object({
    dashboard: z.enum(dashboardNames),
    /** Null is all time. */
    range: dateRangeSchema.nullable(),
    compare: z.enum(comparisons),
    granularity: z.enum(granularities).exclude(['none']),
    currency: currencySchema,
    categories: z.array(z.enum(categories)),
    subject: z.int().positive().nullable(),
  })
  .refine(({ dashboard, subject }) => subject !== null || pickedSubject(dashboards[dashboard]) === null, {
    message: 'it has to be said whom it is about',
    path: ['subject'],
  });
export type DashboardExport = z.output<typeof dashboardExportSchema>;
