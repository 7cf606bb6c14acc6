import { useTranslation } from 'react-i18next';
import { useLive } from '../../app/live.ts';

/** Why the whole pool cannot be checked anew, in words: a check that is under way has all of it. Null when it can. */
export function usePoolCheckReason(poolTotal: number | undefined): string | null {
  const { t } = useTranslation('accounts');
  const most = useLive((live) =>
    (live.runningChecks ?? []).reduce((largest, run) => Math.max(largest, run.total), 0),
  );
  return poolTotal !== undefined && most > 0 && most >= poolTotal ? t('check.underWay') : null;
}
