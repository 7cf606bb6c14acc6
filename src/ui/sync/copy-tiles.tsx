import { useTranslation } from 'react-i18next';
import type { OutboxCounts } from '#contract/outbox.ts';
import type { SyncStatus } from '#contract/sync.ts';
import { StatTile, StatTiles } from '../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { exactTexts } from '../components/time/relative-time.ts';
import { formatBytes } from '../system/format-bytes.ts';
import { syncTone, unnoticedSeconds, toDecide, useAgeText } from './sync-words.ts';

type CopyTilesProps = { readonly status: SyncStatus; readonly outbox: OutboxCounts };

/** The local copy in five numbers. */
export function CopyTiles({ status, outbox }: CopyTilesProps) {
  const { t, i18n } = useTranslation('sync');
  const { integer } = useNumberFormats();
  const age = useAgeText();
  const attention = toDecide(outbox);
  const lagText = (seconds: number | null) => {
    if (seconds === null) return '—';
    return status.state === 'current' && seconds < unnoticedSeconds ? t('tiles.nothingBehind') : age(seconds);
  };
  return (
    <StatTiles label={t('tiles.label')}>
      <StatTile
        label={t('tiles.state')}
        value={t(`states.${status.state}`)}
        tone={syncTone(status)}
        hint={
          status.standby ? t('tiles.standby') : t(status.readable ? 'tiles.readable' : 'tiles.notReadable')
        }
      />
      <StatTile
        label={t('tiles.lag')}
        value={lagText(status.lagSeconds)}
        hint={
          status.asOf === null
            ? t('tiles.never')
            : t('tiles.asOf', { time: exactTexts(status.asOf, i18n.language).local })
        }
      />
      <StatTile label={t('tiles.rows')} value={integer(status.rows)} />
      <StatTile label={t('tiles.size')} value={formatBytes(status.sizeBytes, i18n.language)} />
      <StatTile
        label={t('tiles.outbox')}
        value={outbox.waiting + attention === 0 ? t('tiles.nothing') : integer(outbox.waiting + attention)}
        tone={attention > 0 ? 'serious' : outbox.waiting > 0 ? 'info' : 'neutral'}
        {...(attention > 0
          ? { hint: t('tiles.toDecide', { count: attention }) }
          : outbox.waiting === 0
            ? { hint: t('tiles.allSent') }
            : {})}
      />
    </StatTiles>
  );
}
