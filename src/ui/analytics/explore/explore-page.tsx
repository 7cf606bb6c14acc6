import { useMemo } from 'react';
import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconTableOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import { totalOver } from '#contract/metrics/explore/totals.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ExportButton } from '../../components/export/export-button.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Section } from '../../components/layout/section.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { SavedViews } from '../../components/views/saved-views.tsx';
import classes from '../analytics.module.css';
import { kept } from '../kept-answer.ts';
import { ExploreChart } from './explore-chart.tsx';
import {
  type ChartLook,
  chartLooks,
  type ExploreSearch,
  exploreSearchSchema,
  exploreState,
} from './explore-search.ts';
import { usualLook } from './explore-series.ts';
import { ExploreToolbar } from './explore-toolbar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { PivotNotes } from './pivot-notes.tsx';
import { PivotTable } from './pivot-table.tsx';

/** Any metric by any two of its dimensions: a pivot and a drawing of it. */
export function ExplorePage() {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const [search, setSearch] = useSearchState(exploreSearchSchema);
  const basis = useQuery({ ...trpc.metrics.basis.queryOptions(), ...kept });
  const query = useMemo(
    () => (basis.data === undefined ? null : exploreState(search, basis.data.today, basis.data.currencies)),
    [search, basis.data],
  );
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('explore.title')}
        description={t('explore.description')}
        actions={
          query === null ? undefined : (
            <>
              <SavedViews page="analytics.explore" />
              <ExportButton
                title={t('explore.title')}
                target={{ table: 'explore', input: exportInput(query) }}
              />
            </>
          )
        }
      />
      {query === null || basis.data === undefined ? (
        <LoadingOrError read={basis} lines={10} />
      ) : (
        <Explored
          search={search}
          query={query}
          today={basis.data.today}
          currencies={basis.data.currencies}
          onChange={setSearch}
        />
      )}
    </div>
  );
}

/** The question as plain JSON. */
function exportInput(query: ExploreQuery) {
  return {
    ...query,
    most: { ...query.most },
    filters: { ...query.filters },
    range: query.range === null ? null : { ...query.range },
    order: query.order === null ? null : { ...query.order },
  };
}

type ExploredProps = {
  readonly search: ExploreSearch;
  readonly query: ExploreQuery;
  readonly today: string;
  readonly currencies: readonly string[];
  readonly onChange: (change: Partial<ExploreSearch>) => void;
};

function Explored({ search, query, today, currencies, onChange }: ExploredProps) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const { metric } = query;
  const cuts = useQuery({ ...trpc.metrics.cuts.queryOptions({ metric }), ...kept });
  const { data, error, refetch, isPlaceholderData } = useQuery({
    // Rows may have to be looked through: not for somebody who has asked something else since.
    ...trpc.metrics.explore.queryOptions(query, { trpc: { abortOnUnmount: true } }),
    // What was shown stays while the next answer comes, as long as it is one of the same shape.
    placeholderData: (before, previous) =>
      before !== undefined && isSameShape(query, askedOf(previous?.queryKey)) ? before : undefined,
    retry: false,
  });
  const axes = t(`explore.axes.${query.rows}`);
  const title = t('explore.tableTitle', {
    metric: metricOf(metric).label,
    axes:
      query.columns === null
        ? axes
        : t('explore.and', { rows: axes, columns: t(`explore.axes.${query.columns}`) }),
  });
  const adds = totalOver(metric, query.columns) === 'sum' && totalOver(metric, query.rows) !== 'overall';
  const look: ChartLook = search.chart ?? usualLook(query, adds);
  const way = cuts.data?.find((cut) => cut.rows === query.rows && cut.columns === query.columns)?.way;
  const looks = chartLooks.filter((one) => one !== 'stack' || (adds && query.columns !== null));
  const content = () => {
    if (error !== null && data === undefined) {
      return <ErrorState error={toConsoleError(error)} onRetry={() => void refetch()} />;
    }
    if (data === undefined) return <LoadingState lines={12} />;
    if (data.rows.length === 0) return <EmptyState icon={IconTableOff} title={t('none')} />;
    return <PivotTable label={title} query={query} answer={data} onChange={onChange} />;
  };
  return (
    <>
      <ExploreToolbar
        search={search}
        query={query}
        cuts={cuts.data}
        look={looks.includes(look) ? look : 'bars'}
        looks={looks}
        today={today}
        currencies={currencies}
        onChange={onChange}
      />
      <FilterChips query={query} onChange={onChange} />
      {look === 'none' || (error !== null && data === undefined) || data?.rows.length === 0 ? null : (
        <Paper className={classes['panel'] ?? ''}>
          {data === undefined ? (
            <LoadingState lines={9} />
          ) : (
            <ExploreChart query={query} answer={data} look={look} />
          )}
        </Paper>
      )}
      <Paper className={classes['panel'] ?? ''}>
        <Section title={title} description={metricOf(metric).counts}>
          {content()}
          <PivotNotes query={query} answer={data} way={way} isBehind={isPlaceholderData} />
        </Section>
      </Paper>
    </>
  );
}

type Shape = Pick<ExploreQuery, 'metric' | 'rows' | 'columns'>;

/** An answer's cells mean something only beside the axes that they were asked by. */
function isSameShape(one: Shape, other: Partial<Shape> | null): boolean {
  return (
    other !== null && one.metric === other.metric && one.rows === other.rows && one.columns === other.columns
  );
}

function askedOf(key: readonly unknown[] | undefined): Partial<Shape> | null {
  const [, options] = key ?? [];
  if (typeof options !== 'object' || options === null || !('input' in options)) return null;
  const { input } = options;
  return typeof input === 'object' ? input : null;
}
