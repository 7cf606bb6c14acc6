import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#contract/errors.ts';
import { useErrorText } from '../../app/errors.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import classes from '../marketplace.module.css';

export type ManyOutcomeRow = {
  readonly id: number;
  readonly name: ReactNode;
  /** Null when the change was made. */
  readonly refusal: {
    readonly code: string;
    readonly details: Readonly<Record<string, string | number>>;
  } | null;
};

type ManyOutcomeProps = {
  readonly summary: string;
  readonly rows: readonly ManyOutcomeRow[];
  readonly nameLabel: string;
  /** What is said of those that were changed. */
  readonly changed: string;
  readonly onClose: () => void;
};

const tableHeight = 320;

/** What became of each record, those that were refused first. */
export function ManyOutcome({ summary, rows, nameLabel, changed, onClose }: ManyOutcomeProps) {
  const { t } = useTranslation('marketplace');
  const errorText = useErrorText();
  return (
    <div className={classes['form']}>
      <p className={classes['text']} role="status">
        {summary}
      </p>
      <DataTable
        label={t('many.results')}
        maxHeight={tableHeight}
        columns={[{ label: nameLabel }, { label: t('many.result') }]}
        rows={rows
          .toSorted((one, other) => Number(one.refusal === null) - Number(other.refusal === null))
          .map(({ id, name, refusal }) => ({
            id,
            cells: [
              name,
              refusal === null
                ? changed
                : errorText({
                    code: isErrorCode(refusal.code) ? refusal.code : 'UNEXPECTED',
                    details: refusal.details,
                  }).message,
            ],
          }))}
      />
      <div className={classes['buttons']}>
        <Button onClick={onClose}>{t('many.close')}</Button>
      </div>
    </div>
  );
}
