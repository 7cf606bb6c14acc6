import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNumberFormats } from '../number/format-number.ts';
import type { GridSelection } from './grid-types.ts';
import { selectedCount } from './selection.ts';
import classes from './data-grid.module.css';

type BulkBarProps = {
  readonly selection: GridSelection;
  readonly total: number;
  readonly filtered: boolean;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly actions: ReactNode;
};

/** What is selected, in words, and what can be done with it. Not there while nothing is selected. */
export function BulkBar({ selection, total, filtered, onSelectAll, onClear, actions }: BulkBarProps) {
  const { t } = useTranslation('components');
  const { integer } = useNumberFormats();
  const count = selectedCount(selection, total);
  if (count === 0) return null;
  const everything = selection.kind === 'filter' || count >= total;
  const words =
    selection.kind === 'filter'
      ? t(filtered ? 'grid.allMatchingSelected' : 'grid.allSelected', { number: integer(total) })
      : t('grid.selected', { count, number: integer(count) });
  return (
    <div className={classes['bulk']} role="region" aria-label={t('grid.selection')}>
      <span className={classes['bulkText']} aria-live="polite">
        {words}
      </span>
      {everything ? null : (
        <Button variant="subtle" size="compact-xs" onClick={onSelectAll}>
          {t(filtered ? 'grid.selectAllMatching' : 'grid.selectAllOf', { number: integer(total) })}
        </Button>
      )}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={onClear}>
        {t('grid.clearSelection')}
      </Button>
      <span className={classes['bulkActions']}>{actions}</span>
    </div>
  );
}
