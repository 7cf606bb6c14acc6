import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLatency } from '../app/format-latency.ts';
import { useLive } from '../app/live.ts';
import { ChartFrame, type ChartState } from '../components/chart/chart-frame.tsx';
import { latencyLine } from './latency-chart.ts';

/** How the database answered while this page was open. */
export function Latency() {
  const { t, i18n } = useTranslation('system');
  const samples = useLive((live) => live.backendSamples);
  const words = useMemo(() => {
    const clock = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' });
    return {
      latency: (milliseconds: number) => formatLatency(milliseconds, i18n.language),
      time: (at: number) => clock.format(at),
    };
  }, [i18n.language]);
  const build = useMemo(() => latencyLine(samples, words), [samples, words]);
  const state: ChartState =
    samples.length === 0
      ? { kind: 'empty', text: t('latency.waiting') }
      : {
          kind: 'ready',
          build,
          table: {
            columns: [{ label: t('latency.time') }, { label: t('latency.value'), align: 'end' }],
            rows: samples.toReversed().map(({ at, latencyMs }) => ({
              id: at,
              cells: [words.time(at), latencyMs === null ? t('latency.away') : words.latency(latencyMs)],
            })),
          },
        };
  return (
    <ChartFrame
      title={t('latency.title')}
      description={t('latency.description')}
      state={state}
      height={190}
    />
  );
}
