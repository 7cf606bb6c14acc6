import { lazy, Suspense, useState } from 'react';
import { Button, Skeleton } from '@mantine/core';
import { IconChartDots, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConsoleError } from '../../app/errors.ts';
import { Section } from '../layout/section.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { DataTable, type DataTableContent } from './data-table.tsx';
import type { ChartTheme } from './chart-theme.ts';
import type { ChartOption, ChartPoint } from './echarts-canvas.tsx';
import classes from './chart.module.css';

const EchartsCanvas = lazy(async () => ({ default: (await import('./echarts-canvas.tsx')).EchartsCanvas }));

export type ChartState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly error: ConsoleError; readonly onRetry?: () => void }
  | { readonly kind: 'empty'; readonly text: string }
  | {
      readonly kind: 'ready';
      /** Keep its identity while the data is the same (`useCallback`). */
      readonly build: (theme: ChartTheme) => ChartOption;
      /** A bar or a point was chosen: leads to what is behind it. */
      readonly onSelect?: (point: ChartPoint) => void;
      /** The same data in words and numbers. */
      readonly table: DataTableContent;
    };

type ChartFrameProps = {
  readonly title: string;
  readonly description: string;
  readonly state: ChartState;
  readonly height?: number;
};

/** A chart with its title, its states, and behind it a table with the same data. */
export function ChartFrame({ title, description, state, height = 200 }: ChartFrameProps) {
  const { t } = useTranslation('components');
  const [asTable, setAsTable] = useState(false);
  const toggle =
    state.kind === 'ready' ? (
      <Button
        size="compact-xs"
        variant="default"
        aria-pressed={asTable}
        leftSection={asTable ? <IconChartDots size={14} aria-hidden /> : <IconTable size={14} aria-hidden />}
        onClick={() => setAsTable(!asTable)}
      >
        {asTable ? t('chart.asChart') : t('chart.asTable')}
      </Button>
    ) : undefined;
  return (
    <Section title={title} description={description} actions={toggle}>
      <div className={classes['frame']} style={{ minHeight: height }}>
        <ChartContent
          state={state}
          height={height}
          asTable={asTable}
          label={`${title}. ${description}`}
          title={title}
        />
      </div>
    </Section>
  );
}

type ChartContentProps = {
  readonly state: ChartState;
  readonly height: number;
  readonly asTable: boolean;
  readonly label: string;
  readonly title: string;
};

function ChartContent({ state, height, asTable, label, title }: ChartContentProps) {
  const { t } = useTranslation('components');
  const skeleton = <Skeleton height={height} radius="md" role="img" aria-label={t('loading')} />;
  switch (state.kind) {
    case 'loading':
      return skeleton;
    case 'error':
      return (
        <ErrorState
          error={state.error}
          variant="inline"
          {...(state.onRetry === undefined ? {} : { onRetry: state.onRetry })}
        />
      );
    case 'empty':
      return <p className={classes['empty']}>{state.text}</p>;
    case 'ready':
      if (asTable) return <DataTable label={title} maxHeight={Math.max(height, 240)} {...state.table} />;
      return (
        <Suspense fallback={skeleton}>
          <EchartsCanvas
            build={state.build}
            height={height}
            label={label}
            {...(state.onSelect === undefined ? {} : { onSelect: state.onSelect })}
          />
        </Suspense>
      );
  }
}
