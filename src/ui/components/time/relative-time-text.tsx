import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { exactTexts, refreshAfter, relativeText } from './relative-time.ts';
import { useNow } from './use-now.ts';
import classes from './time.module.css';

type RelativeTimeTextProps = {
  /** Milliseconds since 1970; null shows `never`. */
  readonly at: number | null;
  /** Words for null. */
  readonly never?: string;
  /** In a table's cell: the exact time by the browser's own tooltip, and no stop for the Tab key. */
  readonly inTable?: boolean;
};

/** "3 min. ago", kept up to date; the exact time in the reader's zone and in UTC on hover and on focus. */
export function RelativeTimeText({ at, never, inTable = false }: RelativeTimeTextProps) {
  const { t } = useTranslation('components');
  if (at === null) return <span className={classes['never']}>{never ?? t('time.never')}</span>;
  return <KnownTime at={at} inTable={inTable} />;
}

function KnownTime({ at, inTable }: { readonly at: number; readonly inTable: boolean }) {
  const { i18n } = useTranslation();
  const firstNow = Date.now();
  const now = useNow(refreshAfter(at, firstNow));
  const exact = exactTexts(at, i18n.language);
  const text = relativeText(at, Math.max(now, firstNow), i18n.language);
  const dateTime = new Date(at).toISOString();
  if (inTable) {
    return (
      <time className={classes['time']} dateTime={dateTime} title={`${exact.local}\n${exact.utc}`}>
        {text}
      </time>
    );
  }
  const label = (
    <span className={classes['exact']}>
      <span>{exact.local}</span>
      <span>{exact.utc}</span>
    </span>
  );
  return (
    <Tooltip label={label} events={{ hover: true, focus: true, touch: true }}>
      <time className={classes['time']} dateTime={dateTime} tabIndex={0}>
        {text}
      </time>
    </Tooltip>
  );
}
