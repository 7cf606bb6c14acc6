import { useTranslation } from 'react-i18next';
import { ChartFrame } from '../components/chart/chart-frame.tsx';
import type { ChartTheme } from '../components/chart/chart-theme.ts';
import { sampleDetails } from './sample-error-details.ts';
import { Specimen } from './specimen.tsx';
import classes from './gallery.module.css';

const values = [12, 18, 9, 22, 31, 27, 35];
const days = ['1', '2', '3', '4', '5', '6', '7'];

const build = (theme: ChartTheme) => ({
  grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  xAxis: { type: 'category', data: days, axisLabel: { color: theme.muted } },
  yAxis: {
    type: 'value',
    axisLabel: { color: theme.muted },
    splitLine: { lineStyle: { color: theme.line } },
  },
  series: [
    { type: 'bar', data: values, itemStyle: { color: theme.accent, borderRadius: 3 }, barMaxWidth: 24 },
  ],
});

export function ChartSpecimens() {
  const { t } = useTranslation('gallery');
  const frame = { description: t('samples.chartText'), height: 160 };
  return (
    <div className={classes['specimens']}>
      <Specimen name="chart">
        <ChartFrame
          {...frame}
          title={t('samples.chartReady')}
          state={{
            kind: 'ready',
            build,
            table: {
              columns: [{ label: t('samples.day') }, { label: t('samples.value'), align: 'end' }],
              rows: values.map((value, index) => ({ id: index, cells: [days[index] ?? '', value] })),
            },
          }}
        />
      </Specimen>
      <Specimen name="chart, loading">
        <ChartFrame {...frame} title={t('samples.chartLoading')} state={{ kind: 'loading' }} />
      </Specimen>
      <Specimen name="chart, empty">
        <ChartFrame
          {...frame}
          title={t('samples.chartEmpty')}
          state={{ kind: 'empty', text: t('samples.emptyTitle') }}
        />
      </Specimen>
      <Specimen name="chart, error">
        <ChartFrame
          {...frame}
          title={t('samples.chartError')}
          state={{
            kind: 'error',
            error: { code: 'BACKEND_UNREACHABLE', details: sampleDetails('BACKEND_UNREACHABLE') },
            onRetry: () => undefined,
          }}
        />
      </Specimen>
    </div>
  );
}
