import { useTranslation } from 'react-i18next';
import type { OutboxCounts } from '#contract/outbox.ts';
import type { SyncStatus } from '#contract/sync.ts';
import type { Tone } from '../components/tone/tone.ts';

/** A copy that is no older than this is called up to date; the number would only flicker. */
export const unnoticedSeconds = 5;

/** “12 s”, “3 min”, “5 h”, “2 d”: as long as it takes, in one unit. */
export function useAgeText(): (seconds: number) => string {
  const { i18n } = useTranslation();
  return (seconds) => {
    const steps = [
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
      ['second', 1],
    ] as const;
    const [unit, size] = steps.find(([, length]) => seconds >= 2 * length) ?? ['second', 1];
    return new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 0,
    }).format(seconds / size);
  };
}

/** How far a build is, between 0 and 1; null while that is not known. */
export function buildShare({ progress }: SyncStatus): number | null {
  if (progress === null || progress.estimatedRows === 0) return null;
  return Math.min(1, progress.rows / progress.estimatedRows);
}

export function syncTone(status: SyncStatus): Tone {
  if (status.state === 'offline') return 'caution';
  if (status.state === 'building') return 'info';
  if (status.heldBackBy !== null) return 'caution';
  return status.state === 'current' ? 'positive' : 'info';
}

/** The state of the local copy in a few words, for the status bar. */
export function useSyncText(): (status: SyncStatus) => string {
  const { t, i18n } = useTranslation('sync');
  const age = useAgeText();
  return (status) => {
    const lag = status.lagSeconds ?? 0;
    switch (status.state) {
      case 'building': {
        const share = buildShare(status) ?? 0;
        const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share);
        return t('bar.building', { share: percent });
      }
      case 'offline':
        return status.asOf === null ? t('bar.offlineEmpty') : t('bar.offline', { age: age(lag) });
      case 'catching-up':
        return t('bar.catchingUp', { lag: age(lag) });
      case 'current':
        return status.heldBackBy === null
          ? t('states.current')
          : t('bar.heldBack', { age: age(status.heldBackBy.ageSeconds) });
    }
  };
}

/** Changes that somebody has to decide or look at. */
export function toDecide(outbox: OutboxCounts): number {
  return outbox.conflicts + outbox.refused;
}
