import { IconCloudOff, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toneColours } from '../../components/tone/tone.ts';
import { useLive } from '../live.ts';
import classes from './connection-banner.module.css';

/** Above the page while the console or its database is away. The page below stays usable on what was read before. */
export function ConnectionBanner() {
  const { t } = useTranslation('app');
  const lost = useLive((live) => live.connection === 'lost');
  const offline = useLive((live) => live.backend?.state === 'offline');
  if (!lost && !offline) return null;
  const { text, background } = toneColours(lost ? 'critical' : 'caution');
  const BannerIcon = lost ? IconPlugConnectedX : IconCloudOff;
  return (
    <div className={classes['banner']} style={{ color: text, background }} role="status">
      <BannerIcon size={16} stroke={1.8} aria-hidden />
      <span>
        <strong>{t(lost ? 'connection.lost' : 'connection.databaseLost')}</strong>{' '}
        {t(lost ? 'connection.lostHint' : 'connection.databaseLostHint')}
      </span>
    </div>
  );
}
