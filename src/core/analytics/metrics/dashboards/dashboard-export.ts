import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import {
  type DashboardExport,
  dashboardExportSchema,
} from '#contract/metrics/dashboards/dashboard-export.ts';
import { dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import type { ExportedTable } from '../../../exports/exported-table.ts';
import type { AnalyticsParts } from '../../analytics-parts.ts';
import { rangeText } from './period-text.ts';

/** A whole dashboard as a file: its numbers, its drawings, and the table behind each of them. */
export function dashboardExport(parts: Pick<AnalyticsParts, 'dashboard'>): ExportedTable {
  return {
    name: 'dashboard',
    title: 'Dashboard',
    permission: 'analytics:read',
    async prepare({ input }) {
      const parsed = dashboardExportSchema.safeParse(input);
      if (!parsed.success)
        throw new OpsdeckError('INVALID_INPUT', { problem: z.prettifyError(parsed.error) });
      const { dashboard, ...state } = parsed.data;
      return {
        title: dashboards[dashboard].title,
        parts: await parts.dashboard(dashboard, state),
        facts: factsOf(parsed.data),
      };
    },
  };
}

const comparedWith = {
  none: 'Nothing',
  previous: 'The period before',
  year_before: 'The same days a year before',
} as const;

function factsOf({
  range,
  compare,
  granularity,
  currency,
  categories,
  subject,
}: DashboardExport): (readonly [string, string])[] {
  return [
    ['Period', range === null ? 'All time' : rangeText(range)],
    ['Compared with', comparedWith[compare]],
    ['By', granularity],
    ['Currency', currency],
    ...(categories.length === 0 ? [] : [['Categories', categories.join(', ')] as const]),
    ...(subject === null ? [] : [['About no.', String(subject)] as const]),
  ];
}
