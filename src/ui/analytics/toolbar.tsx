import { Select } from '@mantine/core';
import { IconCategory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { categories } from '#contract/marketplace/channels.ts';
import { pickedSubject } from '#contract/metrics/dashboards/dashboard.ts';
import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';
import { type DashboardName, dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import { comparisons } from '#contract/metrics/metric-query.ts';
import { ChoiceFilter } from '../components/data-grid/choice-filter.tsx';
import { ExportButton } from '../components/export/export-button.tsx';
import { SavedViews } from '../components/views/saved-views.tsx';
import { type AnalyticsSearch, shownGranularities, usualPeriod } from './analytics-search.ts';
import classes from './analytics.module.css';
import { RangeControl } from './range-control.tsx';

type ToolbarProps = {
  readonly name: DashboardName;
  readonly search: AnalyticsSearch;
  readonly state: DashboardState;
  readonly today: string;
  readonly currencies: readonly string[];
  readonly onChange: (change: Partial<AnalyticsSearch>) => void;
};

/** What a dashboard is set to: all of it stands in the URL. */
export function Toolbar({ name, search, state, today, currencies, onChange }: ToolbarProps) {
  const { t } = useTranslation(['analytics', 'marketplace']);
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label={t('area')}>
      <RangeControl
        preset={search.range === undefined ? (search.period ?? usualPeriod) : null}
        range={state.range}
        today={today}
        onPreset={(period) =>
          onChange({ period: period === usualPeriod ? undefined : period, range: undefined })
        }
        onRange={(range) => onChange({ range, period: undefined })}
      />
      <Select
        size="xs"
        w={138}
        aria-label={t('compare.label')}
        allowDeselect={false}
        value={state.compare}
        disabled={state.range === null}
        data={comparisons.map((value) => ({ value, label: t(`compare.${value}`) }))}
        onChange={(value) => {
          const compare = comparisons.find((one) => one === value);
          onChange({ compare: compare === 'previous' ? undefined : compare });
        }}
      />
      <Select
        size="xs"
        w={104}
        aria-label={t('by.label')}
        allowDeselect={false}
        value={state.granularity}
        data={shownGranularities.map((value) => ({ value, label: t(`by.${value}`) }))}
        onChange={(value) => onChange({ by: shownGranularities.find((one) => one === value) })}
      />
      {currencies.length > 1 ? (
        <Select
          size="xs"
          w={84}
          aria-label={t('currency')}
          allowDeselect={false}
          value={state.currency}
          data={[...currencies]}
          onChange={(currency) =>
            onChange({ currency: currency === null || currency === currencies[0] ? undefined : currency })
          }
        />
      ) : null}
      {name === 'platform' || name === 'category' ? (
        <ChoiceFilter
          label={t('category')}
          icon={<IconCategory size={15} aria-hidden />}
          choices={categories.map((value) => ({ value, label: t(`marketplace:categories.${value}`) }))}
          chosen={[...state.categories]}
          onChange={(category) => onChange({ category: category.length === 0 ? undefined : category })}
        />
      ) : null}
      <SavedViews page={`analytics.${name}`} />
      {pickedSubject(dashboards[name]) !== null && state.subject === null ? null : (
        <ExportButton
          title={t(`pages.${name}`)}
          target={{ table: 'dashboard', input: exportInput(name, state) }}
        />
      )}
    </div>
  );
}

/** The dashboard as it is seen. */
function exportInput(dashboard: DashboardName, { range, categories: chosen, ...state }: DashboardState) {
  return {
    ...state,
    dashboard,
    range: range === null ? null : { ...range },
    categories: [...chosen],
  };
}
