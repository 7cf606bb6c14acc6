import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelState } from '#contract/marketplace/channels.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import classes from '../marketplace.module.css';

export type DecidedRow = {
  readonly id: number;
  readonly title: string;
  /** Why it was refused; null when it was decided. */
  readonly problem: string | null;
};

type DecidedRowsProps = {
  readonly rows: readonly DecidedRow[];
  readonly state: ChannelState;
  readonly onClose: () => void;
};

const tableHeight = 320;

/** What became of each channel, those that were refused first. */
export function DecidedRows({ rows, state, onClose }: DecidedRowsProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const done = rows.filter(({ problem }) => problem === null).length;
  return (
    <div className={classes['form']}>
      <p className={classes['text']} role="status">
        {t('channels.bulk.summary', { done: integer(done), number: integer(rows.length) })}
      </p>
      <DataTable
        label={t('channels.bulk.results')}
        maxHeight={tableHeight}
        columns={[{ label: t('channels.bulk.channel') }, { label: t('channels.bulk.result') }]}
        rows={rows
          .toSorted((one, other) => Number(one.problem === null) - Number(other.problem === null))
          .map(({ id, title, problem }) => ({
            id,
            cells: [
              <bdi key="title">{title}</bdi>,
              problem ?? t('channels.bulk.done', { state: t(`channels.states.${state}`) }),
            ],
          }))}
      />
      <div className={classes['buttons']}>
        <Button onClick={onClose}>{t('channels.bulk.close')}</Button>
      </div>
    </div>
  );
}
