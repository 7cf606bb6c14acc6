import { ActionIcon, type ComboboxItem, Select, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconCategory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { categories } from '#contract/marketplace/channels.ts';
import type { Cut } from '#contract/metrics/explore/cuts.ts';
import { exploreAxes, type ExploreAxis, type ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import { metricFacts } from '#contract/metrics/metric.ts';
import { comparisons } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, metricNames, metricOf } from '#contract/metrics/metrics.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { shownGranularities } from '../analytics-search.ts';
import classes from '../analytics.module.css';
import { RangeControl } from '../range-control.tsx';
import { CutsHelp } from './cuts-help.tsx';
import { axesOf, type ChartLook, type ExploreSearch, usualExplorePeriod } from './explore-search.ts';

type ExploreToolbarProps = {
  readonly search: ExploreSearch;
  readonly query: ExploreQuery;
  readonly cuts: readonly Cut[] | undefined;
  readonly look: ChartLook;
  readonly looks: readonly ChartLook[];
  readonly today: string;
  readonly currencies: readonly string[];
  readonly onChange: (change: Partial<ExploreSearch>) => void;
};

/** What is explored: all of it stands in the URL. */
export function ExploreToolbar(props: ExploreToolbarProps) {
  const { search, query, cuts, look, looks, today, currencies, onChange } = props;
  const { t } = useTranslation(['analytics', 'marketplace']);
  const { metric, rows, columns } = query;
  const isTimed = rows === 'period' || columns === 'period';
  const facts = Object.keys(metricFacts).filter(
    (fact): fact is keyof typeof metricFacts => fact in metricFacts,
  );
  const choices = (isTaken: (axis: ExploreAxis) => boolean) =>
    exploreAxes.map((axis): ComboboxItem => {
      const fits = axesOf(metric).includes(axis);
      return {
        value: axis,
        label: fits ? t(`explore.axes.${axis}`) : `${t(`explore.axes.${axis}`)}: ${t('explore.notBy')}`,
        disabled: !fits || isTaken(axis),
      };
    });
  const isNever = (one: ExploreAxis, other: ExploreAxis) =>
    cuts?.find((cut) => cut.rows === one && cut.columns === other)?.way === 'never';
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label={t('explore.title')}>
      <Select
        size="xs"
        w={190}
        searchable
        allowDeselect={false}
        aria-label={t('explore.metric')}
        value={metric}
        data={facts.map((fact) => ({
          group: t(`explore.facts.${fact}`),
          items: metricNames
            .filter((name) => metricOf(name).fact === fact)
            .map((name) => ({ value: name, label: metricOf(name).label })),
        }))}
        onChange={(value) =>
          onChange({ metric: metricNames.find((name) => name === value), order: undefined })
        }
      />
      <Select
        size="xs"
        w={124}
        allowDeselect={false}
        aria-label={t('explore.rows')}
        value={rows}
        data={choices(() => false)}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        onChange={(value) => {
          const next = exploreAxes.find((axis) => axis === value);
          // What was the rows becomes the columns: nobody wants the same twice.
          onChange({ rows: next, order: undefined, ...(next === columns ? { columns: rows } : {}) });
        }}
      />
      <Tooltip label={t('explore.swap')}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('explore.swap')}
          aria-disabled={columns === null}
          onClick={() => {
            if (columns !== null) onChange({ rows: columns, columns: rows, order: undefined });
          }}
        >
          <IconArrowsExchange size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Select
        size="xs"
        w={124}
        allowDeselect={false}
        aria-label={t('explore.columns')}
        value={columns ?? 'none'}
        data={[
          { value: 'none', label: t('explore.axes.none') },
          ...choices((axis) => axis === rows || isNever(rows, axis)),
        ]}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        onChange={(value) =>
          onChange({
            columns: value === 'none' ? 'none' : exploreAxes.find((axis) => axis === value),
            order: undefined,
          })
        }
      />
      <RangeControl
        preset={search.range === undefined ? (search.period ?? usualExplorePeriod) : null}
        range={query.range}
        today={today}
        onPreset={(period) =>
          onChange({ period: period === usualExplorePeriod ? undefined : period, range: undefined })
        }
        onRange={(range) => onChange({ range, period: undefined })}
      />
      {isTimed ? (
        <Select
          size="xs"
          w={104}
          aria-label={t('by.label')}
          allowDeselect={false}
          value={query.granularity}
          data={shownGranularities.map((value) => ({ value, label: t(`by.${value}`) }))}
          onChange={(value) =>
            onChange({ by: shownGranularities.find((one) => one === value), order: undefined })
          }
        />
      ) : null}
      <Select
        size="xs"
        w={138}
        aria-label={t('compare.label')}
        allowDeselect={false}
        value={query.compare}
        disabled={query.range === null}
        data={comparisons.map((value) => ({ value, label: t(`compare.${value}`) }))}
        onChange={(value) => {
          const compare = comparisons.find((one) => one === value);
          onChange({ compare: compare === 'none' ? undefined : compare });
        }}
      />
      {currencies.length > 1 &&
      isOfOneCurrency(metricOf(metric)) &&
      rows !== 'currency' &&
      columns !== 'currency' ? (
        <Select
          size="xs"
          w={84}
          aria-label={t('currency')}
          allowDeselect={false}
          value={query.currency}
          data={[...currencies]}
          onChange={(currency) =>
            onChange({ currency: currency === null || currency === currencies[0] ? undefined : currency })
          }
        />
      ) : null}
      {axesOf(metric).includes('category') ? (
        <ChoiceFilter
          label={t('category')}
          icon={<IconCategory size={15} aria-hidden />}
          choices={categories.map((value) => ({ value, label: t(`marketplace:categories.${value}`) }))}
          chosen={[...(query.filters.category ?? [])]}
          onChange={(category) => onChange({ category: category.length === 0 ? undefined : category })}
        />
      ) : null}
      <Select
        size="xs"
        w={104}
        aria-label={t('explore.chart')}
        allowDeselect={false}
        value={look}
        data={looks.map((value) => ({ value, label: t(`explore.looks.${value}`) }))}
        onChange={(value) => onChange({ chart: looks.find((one) => one === value) })}
      />
      <CutsHelp metric={metric} cuts={cuts} />
    </div>
  );
}
