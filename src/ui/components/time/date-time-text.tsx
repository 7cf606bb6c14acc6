import { useTranslation } from 'react-i18next';
import { dateTimeText, exactTexts } from './relative-time.ts';
import classes from './time.module.css';

/** Date and time of day, for lists in which "yesterday" would say too little; UTC on hover. */
export function DateTimeText({ at }: { readonly at: number }) {
  const { i18n } = useTranslation();
  return (
    <time
      className={classes['time']}
      dateTime={new Date(at).toISOString()}
      title={exactTexts(at, i18n.language).utc}
    >
      {dateTimeText(at, i18n.language)}
    </time>
  );
}
