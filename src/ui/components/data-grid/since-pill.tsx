import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#contract/time.ts';
import classes from './data-grid.module.css';

type SincePillProps = {
  /** What happened to the rows, and since when: `Opened since {{time}}`, already in words. */
  readonly text: (time: string) => string;
  readonly at: Instant;
  readonly onRemove: () => void;
};

/** Says that a list has only what is newer than an instant, as the overview leads to it; it can be taken away. */
export function SincePill({ text, at, onRemove }: SincePillProps) {
  const { t, i18n } = useTranslation('components');
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const words = text(time.format(at));
  return (
    <Pill
      className={classes['since'] ?? ''}
      withRemoveButton
      removeButtonProps={{
        'aria-label': t('grid.without', { what: words }),
        'aria-hidden': false,
        tabIndex: 0,
      }}
      onRemove={onRemove}
    >
      {words}
    </Pill>
  );
}
