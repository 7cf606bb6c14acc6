import { NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exhaustive } from '#contract/exhaustive.ts';
import { channelIdSchema, customerIdSchema } from '#contract/ids.ts';
import { pickedSubject } from '#contract/metrics/dashboards/dashboard.ts';
import { dashboardNames, dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import { exploreAxes } from '#contract/metrics/explore/explore-query.ts';
import { metricNames, metricOf } from '#contract/metrics/metrics.ts';
import { reportKinds, type ReportSection } from '#contract/reports/report-content.ts';
import { reportFilters } from '#contract/reports.ts';
import { SubjectPicker } from '../analytics/subject-picker.tsx';
import { useTRPC } from '../app/trpc.ts';
import classes from './reports.module.css';

type FieldsProps<Kind extends ReportSection['kind']> = {
  readonly section: Extract<ReportSection, { kind: Kind }>;
  readonly onChange: (section: ReportSection) => void;
};

/** What one part of a report leaves open. */
export function SectionFields({
  section,
  onChange,
}: {
  readonly section: ReportSection;
  readonly onChange: (section: ReportSection) => void;
}) {
  switch (section.kind) {
    case 'standard':
      return <StandardFields section={section} onChange={onChange} />;
    case 'dashboard':
      return <DashboardFields section={section} onChange={onChange} />;
    case 'pivot':
      return <PivotFields section={section} onChange={onChange} />;
    default:
      return exhaustive(section);
  }
}

function StandardFields({ section, onChange }: FieldsProps<'standard'>) {
  const { t } = useTranslation('reports');
  const { report, customerId } = section;
  return (
    <div className={classes['fields']}>
      <Select
        size="xs"
        aria-label={t('sections.standard')}
        allowDeselect={false}
        value={report}
        data={reportKinds.map((value) => ({ value, label: t(`kinds.${value}.title`) }))}
        onChange={(value) => {
          const next = reportKinds.find((kind) => kind === value) ?? report;
          onChange({ kind: 'standard', report: next, customerId: null });
        }}
      />
      {reportFilters[report].includes('customer') ? (
        <NumberInput
          size="xs"
          aria-label={t('dialog.customer')}
          placeholder={t('sections.everybody')}
          hideControls
          allowDecimal={false}
          min={1}
          value={customerId === null ? '' : Number(customerId)}
          onChange={(value) => {
            const parsed = customerIdSchema.safeParse(value);
            onChange({ ...section, customerId: parsed.success ? parsed.data : null });
          }}
        />
      ) : null}
    </div>
  );
}

function DashboardFields({ section, onChange }: FieldsProps<'dashboard'>) {
  const { t } = useTranslation(['reports', 'analytics']);
  const { dashboard, customerId, channelId } = section;
  const picked = pickedSubject(dashboards[dashboard]);
  return (
    <div className={classes['fields']}>
      <Select
        size="xs"
        aria-label={t('sections.dashboard')}
        allowDeselect={false}
        value={dashboard}
        data={dashboardNames.map((value) => ({ value, label: t(`analytics:pages.${value}`) }))}
        onChange={(value) => {
          const next = dashboardNames.find((name) => name === value) ?? dashboard;
          onChange({ kind: 'dashboard', dashboard: next, customerId: null, channelId: null, categories: [] });
        }}
      />
      {picked === null ? null : (
        <SubjectPicker
          key={picked}
          kind={picked}
          subject={customerId ?? channelId}
          onChange={(of) =>
            onChange(
              picked === 'channel'
                ? { ...section, channelId: of === undefined ? null : channelIdSchema.parse(of) }
                : { ...section, customerId: of === undefined ? null : customerIdSchema.parse(of) },
            )
          }
        />
      )}
    </div>
  );
}

function PivotFields({ section, onChange }: FieldsProps<'pivot'>) {
  const { t } = useTranslation(['reports', 'analytics']);
  const trpc = useTRPC();
  const { metric, rows, columns } = section;
  const { data: cuts } = useQuery(trpc.metrics.cuts.queryOptions({ metric }));
  const axes = exploreAxes.filter(
    (axis) => axis === 'period' || metricOf(metric).dimensions.some((dimension) => dimension === axis),
  );
  const isNever = (one: string, other: string | null) =>
    cuts?.find((cut) => cut.rows === one && cut.columns === other)?.way === 'never';
  return (
    <div className={classes['fields']}>
      <Select
        size="xs"
        searchable
        allowDeselect={false}
        aria-label={t('analytics:explore.metric')}
        value={metric}
        data={metricNames.map((value) => ({ value, label: metricOf(value).label }))}
        onChange={(value) => {
          const next = metricNames.find((name) => name === value) ?? metric;
          onChange({ ...section, metric: next, rows: 'period', columns: null, filters: {} });
        }}
      />
      <Select
        size="xs"
        allowDeselect={false}
        aria-label={t('analytics:explore.rows')}
        value={rows}
        data={axes.map((value) => ({
          value,
          label: t(`analytics:explore.axes.${value}`),
          disabled: isNever(value, null),
        }))}
        onChange={(value) => {
          const next = axes.find((axis) => axis === value) ?? rows;
          onChange({ ...section, rows: next, columns: next === columns ? null : columns });
        }}
      />
      <Select
        size="xs"
        allowDeselect={false}
        aria-label={t('analytics:explore.columns')}
        value={columns ?? 'none'}
        data={[
          { value: 'none', label: t('analytics:explore.axes.none') },
          ...axes.map((value) => ({
            value,
            label: t(`analytics:explore.axes.${value}`),
            disabled: value === rows || isNever(rows, value),
          })),
        ]}
        onChange={(value) => onChange({ ...section, columns: axes.find((axis) => axis === value) ?? null })}
      />
    </div>
  );
}
