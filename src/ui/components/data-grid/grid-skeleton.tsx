import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';

/** The grid before its first answer. */
export function GridSkeleton() {
  const { t } = useTranslation('components');
  return (
    <div className={classes['firstLoad']} role="status" aria-label={t('loading')}>
      {Array.from({ length: 12 }, (_, row) => (
        <Skeleton key={row} height={10} width={`${40 + ((row * 29) % 50)}%`} radius="sm" />
      ))}
    </div>
  );
}
