import { useMemo, useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '#contract/ids.ts';
import type { ChannelMetric } from '#contract/marketplace/channel.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ChartFrame, type ChartState } from '../../components/chart/chart-frame.tsx';
import { type MetricSeries, metricLine } from './metric-line.ts';

const spans = [
  { value: '30', words: 'month' },
  { value: '90', words: 'quarter' },
  { value: '365', words: 'year' },
] as const;

/** Made once: a chart is drawn again when its columns are others. */
const subscribersOnly: readonly Column[] = ['subscribers'];
const viewsOnly: readonly Column[] = ['averageViews'];
const bothRates: readonly Column[] = ['err', 'er'];

/** How a channel did: subscribers, views and rates, each as a line and as a table. */
export function ChannelCharts({ id }: { readonly id: ChannelId }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const [days, setDays] = useState<string>('90');
  const metrics = useQuery({
    ...trpc.channels.metrics.queryOptions({ id, days: Number(days) }),
    placeholderData: keepPreviousData,
  });
  const chart = { points: metrics.data, error: metrics.error, onRetry: () => void metrics.refetch() };
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('channels.charts.days')}
        value={days}
        onChange={setDays}
        data={spans.map(({ value, words }) => ({ value, label: t(`channels.charts.${words}`) }))}
      />
      <MetricChart {...chart} name="subscribers" columns={subscribersOnly} />
      <MetricChart {...chart} name="views" columns={viewsOnly} />
      <MetricChart {...chart} name="rates" columns={bothRates} />
    </>
  );
}

type Column = 'subscribers' | 'averageViews' | 'er' | 'err';

const wordsOf = { subscribers: 'subscribers', averageViews: 'views', er: 'er', err: 'err' } as const;

type MetricChartProps = {
  readonly name: 'subscribers' | 'views' | 'rates';
  readonly columns: readonly Column[];
  readonly points: readonly ChannelMetric[] | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
};

function MetricChart({ name, columns, points, error, onRetry }: MetricChartProps) {
  const { t, i18n } = useTranslation('marketplace');
  const words = useMemo(() => {
    const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
    const short = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short' });
    const count = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
    const rate = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
    return {
      day: (at: number) => day.format(at),
      time: (at: number) => short.format(at),
      value: (value: number) => (name === 'rates' ? rate : count).format(value),
    };
  }, [i18n.language, name]);
  const build = useMemo(
    () =>
      metricLine(
        columns.map((column): MetricSeries => ({
          name: t(`channels.charts.${wordsOf[column]}`),
          points: (points ?? []).map((point) => [point.at, point[column]] as const),
        })),
        words,
      ),
    [points, words, columns, t],
  );
  return (
    <ChartFrame
      title={t(`channels.charts.${name}`)}
      description={t(`channels.charts.${name}Text`)}
      state={stateOf()}
      height={170}
    />
  );

  function stateOf(): ChartState {
    if (points === undefined) {
      return error === null ? { kind: 'loading' } : { kind: 'error', error: toConsoleError(error), onRetry };
    }
    if (points.length === 0) return { kind: 'empty', text: t('channels.charts.none') };
    return {
      kind: 'ready',
      build,
      table: {
        columns: [
          { label: t('channels.charts.at') },
          ...columns.map((column) => ({
            label: t(`channels.charts.${wordsOf[column]}`),
            align: 'end' as const,
          })),
        ],
        rows: points.toReversed().map((point) => ({
          id: point.at,
          cells: [
            words.day(point.at),
            ...columns.map((column) => {
              const value = point[column];
              return value === null ? '—' : words.value(value);
            }),
          ],
        })),
      },
    };
  }
}
