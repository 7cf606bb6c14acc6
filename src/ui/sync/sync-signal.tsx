import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLive } from '../app/live.ts';
import { toneColours } from '../components/tone/tone.ts';
import { syncTone, toDecide, useSyncText } from './sync-words.ts';
import classes from './sync-signal.module.css';

/** The local copy and what waits to be sent, in the status bar of every page. */
export function SyncSignal() {
  const { t } = useTranslation('sync');
  const sync = useLive((live) => live.sync);
  const connected = useLive((live) => live.connection === 'connected');
  const text = useSyncText();
  if (sync === null || !connected) return null;
  const { status, outbox } = sync;
  const attention = toDecide(outbox);
  return (
    <Tooltip label={status.lastProblem?.message ?? t('description')} position="top-start" multiline maw={360}>
      <Link to="/data" className={classes['signal']} aria-label={t('bar.link', { state: text(status) })}>
        <span
          className={classes['dot']}
          style={{ background: toneColours(syncTone(status)).solid }}
          aria-hidden
        />
        <span>{text(status)}</span>
        {outbox.waiting === 0 ? null : (
          <span className={classes['queued']}>{t('bar.waiting', { count: outbox.waiting })}</span>
        )}
        {attention === 0 ? null : (
          <span style={{ color: toneColours('serious').text }}>
            {t('bar.attention', { count: attention })}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}
