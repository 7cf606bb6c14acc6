import type { AccountCheck } from '#contract/account-checks.ts';
import type { CheckOutcome } from '#contract/accounts.ts';
import type { ChartTheme } from '../../components/chart/chart-theme.ts';
import { standingLooks } from '../standing/standing-look.ts';

type Words = {
  readonly outcome: (outcome: CheckOutcome) => string;
  readonly time: (at: number) => string;
  readonly milliseconds: (value: number) => string;
};

/** Latency over time as a line; each check is a dot in the colour of what it found. */
export function latencyChart(checks: readonly AccountCheck[], theme: ChartTheme, words: Words) {
  const oldestFirst = checks.toReversed();
  const axis = {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
    splitLine: { lineStyle: { color: theme.line } },
  };
  return {
    // A check that is added should not make the dots before it dance.
    animation: false,
    grid: {
      left: 4,
      right: 12,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { type: 'time', ...axis, splitLine: { show: false } },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: words.milliseconds },
    },
    tooltip: {
      trigger: 'item',
      backgroundColor: theme.background,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 12 },
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const check = oldestFirst[dataIndex];
        if (check === undefined) return '';
        return [
          words.time(check.checkedAt),
          words.outcome(check.outcome),
          words.milliseconds(check.latencyMs),
        ].join('<br>');
      },
    },
    series: [
      {
        type: 'line',
        showSymbol: true,
        symbol: 'circle',
        symbolSize: 8,
        lineStyle: { color: theme.muted, width: 1, opacity: 0.5 },
        data: oldestFirst.map((check) => ({
          value: [check.checkedAt, check.latencyMs],
          itemStyle: { color: theme.tone(standingLooks[check.outcome].tone) },
        })),
      },
    ],
  };
}
