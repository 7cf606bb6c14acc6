import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ChartFrame, type ChartState } from '../components/chart/chart-frame.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { periodsOfStarts } from './annotations/periods-of-starts.ts';
import { textsAt, useMarks } from './annotations/use-marks.ts';
import { useDashboard } from './dashboard-context.ts';
import { shortNumber } from './format-metric.ts';
import { kept } from './kept-answer.ts';
import { periodLabel } from './period-label.ts';
import { seriesOption } from './series-option.ts';
import classes from './analytics.module.css';

type SubscribersPanelProps = {
  readonly panel: SpecialPanel;
  readonly subject: number;
  readonly today: string;
};

/** Subscribers at the end of each period: of one channel, or of all that an editor has. */
export function SubscribersPanel({ panel, subject, today }: SubscribersPanelProps) {
  const { t, i18n } = useTranslation('analytics');
  const { dashboard, state: shown } = useDashboard();
  const trpc = useTRPC();
  const { integer } = useNumberFormats();
  const of = dashboard.subject === 'channel' ? { channelId: subject } : { editorId: subject };
  // The measurements of a channel, or the channels that are added up.
  const measured =
    dashboard.subject === 'channel' ? { channel: subject, part: 'metrics' } : { owner: subject };
  const navigate = useNavigate();
  const { range, granularity } = shown;
  const { data, error, refetch } = useQuery({
    ...trpc.metrics.subscribers.queryOptions({ ...of, range, granularity }),
    ...kept,
  });
  const { language } = i18n;
  const name = t('subscribers.subscribers');
  const last = range?.to ?? today;
  const periods = useMemo(
    () =>
      periodsOfStarts(
        (data ?? []).map(({ start }) => start),
        last,
      ),
    [data, last],
  );
  const marks = useMarks(periods);
  const build = useMemo(
    () =>
      data === undefined
        ? null
        : seriesOption({
            labels: data.map(({ start }) => periodLabel(start, granularity, language)),
            series: [
              {
                name,
                values: data.map(({ subscribers }) => subscribers),
                colour: (theme) => theme.accent,
              },
            ],
            look: 'line',
            unit: 'count',
            axisText: (value) => shortNumber(value, 'count', null, language),
            valueText: integer,
            marks,
          }),
    [data, marks, granularity, language, name, integer],
  );
  const state = ((): ChartState => {
    if (data === undefined || build === null) {
      return error === null
        ? { kind: 'loading' }
        : { kind: 'error', error: toConsoleError(error), onRetry: () => void refetch() };
    }
    if (data.every(({ subscribers }) => subscribers === null)) return { kind: 'empty', text: t('none') };
    return {
      kind: 'ready',
      build,
      onSelect: () => void navigate({ to: '/marketplace/channels', search: measured }),
      table: {
        columns: [
          { label: t('columns.period') },
          { label: name, align: 'end' },
          ...(marks.length > 0 ? [{ label: t('annotations.column') }] : []),
        ],
        rows: data.map(({ start, subscribers }, at) => ({
          id: start,
          cells: [
            periodLabel(start, granularity, language),
            subscribers === null ? (
              '–'
            ) : (
              <Link
                key="subscribers"
                to="/marketplace/channels"
                search={measured}
                className={classes['rowsLink']}
              >
                {integer(subscribers)}
              </Link>
            ),
            ...textsAt(marks, at),
          ],
        })),
      },
    };
  })();
  return <ChartFrame title={panel.title} description={panel.description} state={state} height={220} />;
}
