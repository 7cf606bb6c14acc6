import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RelativeTimeText } from '../time/relative-time-text.tsx';
import { toneColours } from '../tone/tone.ts';
import { EmptyState } from './empty-state.tsx';
import classes from './states.module.css';

type OfflineBannerProps = {
  /** Since when the database has not answered, in milliseconds since 1970; null when it is not known. */
  readonly since: number | null;
};

/** Above content that may be out of date because the database does not answer. */
export function OfflineBanner({ since }: OfflineBannerProps) {
  const { t } = useTranslation('components');
  const colours = toneColours('caution');
  return (
    <div
      className={classes['banner']}
      role="status"
      style={{ color: colours.text, background: colours.background }}
    >
      <IconCloudOff size={16} aria-hidden />
      <span>
        {t('offline.banner')}{' '}
        {since === null ? null : (
          <>
            {t('offline.since')} <RelativeTimeText at={since} />
          </>
        )}
      </span>
    </div>
  );
}

/** In the place of content that cannot be had while the database does not answer. */
export function OfflineState() {
  const { t } = useTranslation('components');
  return (
    <EmptyState icon={IconCloudOff} title={t('offline.title')}>
      {t('offline.text')}
    </EmptyState>
  );
}
