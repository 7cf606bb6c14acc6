import { useTranslation } from 'react-i18next';
import { splitDuration } from './split-duration.ts';

/** A length of time in words: "12 s", "4 min 10 s", "2 h 5 min". */
export function useDurationText(): (milliseconds: number) => string {
  const { t } = useTranslation('accounts');
  return (milliseconds) => {
    const { hours, minutes, seconds } = splitDuration(milliseconds);
    if (hours > 0) return t('duration.hours', { hours, minutes });
    if (minutes >= 10 || (minutes > 0 && seconds === 0)) return t('duration.minutes', { minutes });
    if (minutes > 0) return t('duration.minutesSeconds', { minutes, seconds });
    return t('duration.seconds', { seconds });
  };
}
