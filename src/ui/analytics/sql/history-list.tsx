import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { forgetStatements, type SqlHistoryEntry } from './sql-history.ts';
import classes from './sql.module.css';

type HistoryListProps = {
  readonly operator: string;
  readonly entries: readonly SqlHistoryEntry[];
  readonly onUse: (text: string) => void;
};

/** What somebody has asked before, on this device. */
export function HistoryList({ operator, entries, onUse }: HistoryListProps) {
  const { t } = useTranslation('analytics');
  const { integer } = useNumberFormats();
  if (entries.length === 0) return <p className={classes['notes']}>{t('sql.history.none')}</p>;
  return (
    <>
      <ol className={classes['history']}>
        {entries.map(({ text, at, rows, ms }) => (
          <li key={text}>
            <button
              type="button"
              onClick={() => onUse(text)}
              aria-label={t('sql.history.use', { text: text.slice(0, 200) })}
            >
              <code>{text}</code>
            </button>
            <span className={classes['quiet']}>
              <RelativeTimeText at={at} /> ·{' '}
              {rows === null
                ? t('sql.history.failed')
                : `${t('sql.rows', { count: rows, number: integer(rows) })}${ms === null ? '' : ` · ${integer(Math.round(ms))} ms`}`}
            </span>
          </li>
        ))}
      </ol>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => forgetStatements(operator)}>
        {t('sql.history.clear')}
      </Button>
    </>
  );
}
