import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './states.module.css';

type LoadingStateProps = {
  /** How many lines to draw: about as many as will come. */
  readonly lines?: number;
};

/** The shape of what is being loaded, so that nothing jumps when it comes. */
export function LoadingState({ lines = 4 }: LoadingStateProps) {
  const { t } = useTranslation('components');
  return (
    <div className={classes['loading']} role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={14} width={`${92 - ((line * 17) % 40)}%`} radius="sm" />
      ))}
    </div>
  );
}
