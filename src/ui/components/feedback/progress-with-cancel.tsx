import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNumberFormats } from '../number/format-number.ts';
import { SegmentBar, type Segment } from './segment-bar.tsx';
import classes from './feedback.module.css';

type ProgressWithCancelProps = {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What has been done, in parts; without it one plain bar. */
  readonly segments?: readonly Segment[];
  /** Rate, time left and the like, beside the label. */
  readonly details?: ReactNode;
  readonly onCancel?: () => void;
  /** The cancel was asked for and has not yet taken effect. */
  readonly cancelling?: boolean;
};

/** Work under way: how far it is, and the way to stop it. */
export function ProgressWithCancel(props: ProgressWithCancelProps) {
  const { t } = useTranslation('components');
  const { integer, percent } = useNumberFormats();
  const { label, done, total, segments, details, onCancel, cancelling = false } = props;
  const share = total === 0 ? 0 : done / total;
  const parts = segments ?? [{ id: 'done', label: t('progress.done'), value: done, tone: 'info' as const }];
  return (
    <div className={classes['progress']}>
      <div className={classes['progressHead']}>
        <span className={classes['progressLabel']}>{label}</span>
        <div className={classes['details']}>{details}</div>
        <span className={classes['numbers']}>
          {t('progress.of', { done: integer(done), total: integer(total) })}
          <span className={classes['share']}>{percent(Math.floor(share * 100) / 100)}</span>
        </span>
        {onCancel === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={onCancel} loading={cancelling}>
            {t('progress.cancel')}
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={t('progress.of', { done: integer(done), total: integer(total) })}
      >
        <SegmentBar segments={parts} total={total} />
      </div>
    </div>
  );
}
