import { OpsdeckError } from '#contract/errors.ts';
import { roleMay } from '#contract/permissions.ts';
import type { Comparison } from '#contract/metrics/metric-query.ts';
import { type ReportParameters, type ReportRequest, standardReportOf } from '#contract/reports.ts';
import type { ReportSection } from '#contract/reports/report-content.ts';
import type { CacheReads } from '../cache/cache.ts';
import type { Caller } from '../rpc/caller.ts';
import { listDefinitions } from './queries/list-definitions.ts';
import type { ReportPlan } from './report-runs.ts';
import { type ReportSources, sectionParts } from './section-parts.ts';
import { sectionPermission, sectionTitle } from './section-title.ts';

/**
 * What a report will hold, and who may have it. Whatever is asked now is of the local copy as it is.
 *
 * @throws OpsdeckError NOT_FOUND for a report that is not there, FORBIDDEN, CACHE_NOT_READY, METRICS_DO_NOT_FIT,
 *   METRICS_TOO_MANY_ROWS
 */
export async function planReport(
  { cache, sources }: { readonly cache: CacheReads; readonly sources: ReportSources },
  caller: Caller,
  { report, format, parameters }: ReportRequest,
): Promise<ReportPlan> {
  const { title, sections, compare } = await readReport(cache, caller, report, parameters);
  const permissions = [...new Set(sections.map(sectionPermission))];
  for (const permission of permissions) {
    if (!roleMay(caller.role, permission))
      throw new OpsdeckError('FORBIDDEN', { permission, role: caller.role });
  }
  const { today, timeZone, currencies } = await sources.basis();
  const { from, until, currency } = parameters;
  const basis = {
    sources,
    timeZone,
    today,
    months: { from, until },
    currency,
    mainCurrency: currencies[0] ?? 'USD',
    compare,
  };
  const parts = await Promise.all(
    sections.map(async (section) => {
      const own = await sectionParts(section, basis);
      if (sections.length === 1) return own;
      const name = sectionTitle(section);
      return own.map((part) => (part.title === name ? part : { ...part, title: `${name}: ${part.title}` }));
    }),
  );
  return { report, title, format, parameters, permissions, parts: parts.flat() };
}

type Read = {
  readonly title: string;
  readonly sections: readonly ReportSection[];
  readonly compare: Comparison;
};

async function readReport(
  cache: CacheReads,
  caller: Caller,
  report: ReportRequest['report'],
  { customerId }: ReportParameters,
): Promise<Read> {
  const standard = standardReportOf(report);
  if (standard !== null) {
    const section: ReportSection = { kind: 'standard', report: standard, customerId };
    return { title: sectionTitle(section), sections: [section], compare: 'none' };
  }
  const definition = (await listDefinitions(cache, caller)).find(({ id }) => id === report);
  if (definition?.content == null) throw new OpsdeckError('NOT_FOUND', { what: 'The report' });
  const { sections, compare } = definition.content;
  return { title: definition.name, sections, compare };
}
