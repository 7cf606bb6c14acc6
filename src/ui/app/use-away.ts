import { useTranslation } from 'react-i18next';
import { useLive } from './live.ts';

/**
 * Why nothing can be started right now, in words; null while the console and its database answer. What the console keeps and sends
 * later (`queues`) needs the console only.
 */
export function useAwayReason({ queues = false } = {}): string | null {
  const { t } = useTranslation('app');
  const lost = useLive(({ connection }) => connection === 'lost');
  const offline = useLive(({ backend }) => backend?.state === 'offline');
  if (lost) return t('away.console');
  return offline && !queues ? t('away.database') : null;
}
