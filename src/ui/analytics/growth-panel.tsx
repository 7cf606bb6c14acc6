import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DateRange } from '#contract/analytics.ts';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { growthBehind } from '#contract/metrics/rows-of-panels.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ChartFrame, type ChartState } from '../components/chart/chart-frame.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { periodsOfStarts } from './annotations/periods-of-starts.ts';
import { textsAt, useMarks } from './annotations/use-marks.ts';
import { kept } from './kept-answer.ts';
import { periodLabel } from './period-label.ts';
import { RowsAnchor, useOpenRows, useRowsLink } from './rows-anchor.tsx';
import { seriesOption } from './series-option.ts';

const parts = ['fresh', 'kept', 'back', 'lost'] as const;
const colours = {
  kept: '--mantine-color-cobalt-5',
  fresh: '--mantine-color-teal-4',
  back: '--mantine-color-blue-3',
  lost: '--mantine-color-orange-4',
} as const;

const shownMonths = 12;

/** The days of the months up to the one that `lastDay` is in. */
function growthDays(lastDay: string): DateRange {
  const [year = 0, month = 0] = lastDay.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - shownMonths, 1));
  return { from: first.toISOString().slice(0, 10), to: lastDay };
}

type GrowthPanelProps = { readonly panel: SpecialPanel; readonly lastMonth: string };

/** Who ordered in each month: for the first time, again, or after a break; below the line who did no more. */
export function GrowthPanel({ panel, lastMonth }: GrowthPanelProps) {
  const { t, i18n } = useTranslation('analytics');
  const trpc = useTRPC();
  const { integer } = useNumberFormats();
  const linkOf = useRowsLink();
  const openRows = useOpenRows();
  const { data, error, refetch } = useQuery({
    ...trpc.metrics.growth.queryOptions({ lastMonth, months: shownMonths }),
    ...kept,
  });
  const { language } = i18n;
  const periods = useMemo(
    () =>
      periodsOfStarts(
        (data ?? []).map(({ month }) => month),
        lastMonth,
      ),
    [data, lastMonth],
  );
  const marks = useMarks(periods, growthDays(lastMonth));
  const names = parts.map((part) => t(`growth.${part}`));
  const build = useMemo(
    () =>
      data === undefined
        ? null
        : seriesOption({
            labels: data.map(({ month }) => periodLabel(month, 'month', language)),
            series: parts.map((part, index) => ({
              name: names[index] ?? part,
              values: data.map((month) => (part === 'lost' ? -month.lost : month[part])),
              colour: (theme) => theme.colour(colours[part]),
            })),
            marks,
            look: 'stack',
            unit: 'count',
            axisText: integer,
            valueText: (value) => integer(Math.abs(value)),
          }),
    // The words and the formats follow from the language.
    // oxlint-disable-next-line react/exhaustive-deps
    [data, marks, language],
  );
  const state = ((): ChartState => {
    if (data === undefined || build === null) {
      return error === null
        ? { kind: 'loading' }
        : { kind: 'error', error: toConsoleError(error), onRetry: () => void refetch() };
    }
    if (data.every((month) => month.fresh + month.kept + month.back === 0)) {
      return { kind: 'empty', text: t('none') };
    }
    return {
      kind: 'ready',
      build,
      onSelect: ({ series, index }) => {
        const [part, month] = [parts[series], data[index]?.month];
        if (part !== undefined && month !== undefined) openRows(growthBehind(month, part));
      },
      table: {
        columns: [
          { label: t('columns.period') },
          ...names.map((label) => ({ label, align: 'end' as const })),
          ...(marks.length > 0 ? [{ label: t('annotations.column') }] : []),
        ],
        rows: data.map((month, at) => ({
          id: month.month,
          cells: [
            periodLabel(month.month, 'month', language),
            ...parts.map((part) => (
              <RowsAnchor key={part} link={linkOf(growthBehind(month.month, part))}>
                {integer(month[part])}
              </RowsAnchor>
            )),
            ...textsAt(marks, at),
          ],
        })),
      },
    };
  })();
  return <ChartFrame title={panel.title} description={panel.description} state={state} height={250} />;
}
