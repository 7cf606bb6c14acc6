import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { growthBehind } from '#contract/metrics/rows-of-panels.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ChartFrame, type ChartState } from '../components/chart/chart-frame.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
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

type GrowthPanelProps = { readonly panel: SpecialPanel; readonly lastMonth: string };

/** Who ordered in each month: for the first time, again, or after a break; below the line who did no more. */
export function GrowthPanel({ panel, lastMonth }: GrowthPanelProps) {
  const { t, i18n } = useTranslation('analytics');
  const trpc = useTRPC();
  const { integer } = useNumberFormats();
  const linkOf = useRowsLink();
  const openRows = useOpenRows();
  const { data, error, refetch } = useQuery({
    ...trpc.metrics.growth.queryOptions({ lastMonth, months: 12 }),
    ...kept,
  });
  const { language } = i18n;
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
            look: 'stack',
            unit: 'count',
            axisText: integer,
            valueText: (value) => integer(Math.abs(value)),
          }),
    // The words and the formats follow from the language.
    // oxlint-disable-next-line react/exhaustive-deps
    [data, language],
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
        ],
        rows: data.map((month) => ({
          id: month.month,
          cells: [
            periodLabel(month.month, 'month', language),
            ...parts.map((part) => (
              <RowsAnchor key={part} link={linkOf(growthBehind(month.month, part))}>
                {integer(month[part])}
              </RowsAnchor>
            )),
          ],
        })),
      },
    };
  })();
  return <ChartFrame title={panel.title} description={panel.description} state={state} height={250} />;
}
