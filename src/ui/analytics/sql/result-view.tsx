import { useState } from 'react';
import { Button, SegmentedControl, Switch } from '@mantine/core';
import { IconCopy, IconTerminal2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SqlResult } from '#contract/sql-console.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { Section } from '../../components/layout/section.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { ResultChart } from './result-chart.tsx';
import { ResultTable } from './result-table.tsx';
import { csvOf } from './sql-value-text.ts';
import classes from './sql.module.css';

type ResultViewProps = { readonly result: SqlResult | undefined; readonly isRunning: boolean };

/** An answer as a grid or as a chart, and what is missing of it. */
export function ResultView({ result, isRunning }: ResultViewProps) {
  const { t, i18n } = useTranslation('analytics');
  const { integer } = useNumberFormats();
  const toasts = useToasts();
  const [tab, setTab] = useState<'table' | 'chart'>('table');
  const [raw, setRaw] = useState(false);
  if (isRunning) return <LoadingState lines={8} />;
  if (result === undefined) {
    return (
      <EmptyState icon={IconTerminal2} title={t('sql.emptyTitle')}>
        {t('sql.empty')}
      </EmptyState>
    );
  }
  const { rows, columns, cut, shortened, elapsedMs, asOf } = result;
  const number = integer(rows.length);
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const counted = `${t('sql.rows', { count: rows.length, number })} ${t('sql.took', { ms: integer(Math.max(1, Math.round(elapsedMs))) })}`;
  const facts = asOf === null ? counted : `${counted}. ${t('sql.asOf', { time: time.format(asOf) })}.`;
  const copy = async () => {
    await navigator.clipboard.writeText(csvOf(columns, rows));
    toasts.show(t('sql.copied'));
  };
  return (
    <Section title={t('sql.result')} description={facts}>
      <div className={classes['resultActions']}>
        <Switch
          size="xs"
          label={t('sql.raw')}
          checked={raw}
          onChange={(event) => setRaw(event.currentTarget.checked)}
        />
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconCopy size={13} aria-hidden />}
          onClick={() => void copy()}
        >
          {t('sql.copy')}
        </Button>
        <SegmentedControl
          size="xs"
          aria-label={t('sql.result')}
          value={tab}
          data={(['table', 'chart'] as const).map((value) => ({ value, label: t(`sql.tabs.${value}`) }))}
          onChange={(value) => setTab(value === 'chart' ? 'chart' : 'table')}
        />
      </div>
      {cut === null ? null : (
        <p className={classes['warning']} role="status">
          {t(`sql.cut.${cut}`, { number })}
        </p>
      )}
      {shortened === 0 ? null : (
        <p className={classes['warning']}>
          {t('sql.shortened', { count: shortened, number: integer(shortened) })}
        </p>
      )}
      {rows.length === 0 ? (
        <p className={classes['notes']}>{t('sql.noRows')}</p>
      ) : tab === 'table' ? (
        <ResultTable result={result} raw={raw} />
      ) : (
        <ResultChart key={columns.map(({ name }) => name).join(' ')} result={result} />
      )}
    </Section>
  );
}
