import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toneColours, type Tone } from '../../components/tone/tone.ts';
import { formatLatency } from '../format-latency.ts';
import { SyncSignal } from '../../sync/sync-signal.tsx';
import { useLive } from '../live.ts';
import { useTRPC } from '../trpc.ts';
import classes from './status-bar.module.css';

/** The state of everything the console stands on, and the work that is under way, on every page. */
export function StatusBar() {
  const { t } = useTranslation('app');
  const trpc = useTRPC();
  const about = useQuery(trpc.system.about.queryOptions()).data;
  return (
    <footer className={classes['bar']} aria-label={t('landmarks.status')}>
      <ConsoleState />
      <BackendStatus />
      <SyncSignal />
      <RunningWork />
      <span className={classes['gap']} />
      {about === undefined ? null : (
        <>
          {about.demo ? <span className={classes['demo']}>{t('status.demo')}</span> : null}
          <span className={classes['who']}>
            {t('status.operator', { operator: about.operator.name, workspace: about.workspace.name })}
          </span>
          <Link to="/system" className={classes['version']}>
            {t('status.version', { version: about.version })}
          </Link>
        </>
      )}
    </footer>
  );
}

function ConsoleState() {
  const { t } = useTranslation('app');
  const connection = useLive((live) => live.connection);
  const states = {
    connected: { tone: 'positive', text: t('status.connected'), hint: t('status.consoleConnected') },
    connecting: { tone: 'neutral', text: t('status.connecting'), hint: t('status.consoleLost') },
    lost: { tone: 'critical', text: t('status.reconnecting'), hint: t('status.consoleLost') },
  } as const;
  return <Signal {...states[connection]} />;
}

function BackendStatus() {
  const { t } = useTranslation('app');
  const backend = useLive((live) => live.backend);
  const connected = useLive((live) => live.connection === 'connected');
  // Without the console nothing is known of the database: an old latency would look like a fresh one.
  if (backend === null || !connected) {
    return <Signal tone="neutral" text={t('status.databaseUnknown')} hint={t('status.database')} />;
  }
  if (backend.state === 'offline') {
    return <Signal tone="critical" text={t('status.databaseOffline')} hint={backend.problem} />;
  }
  const latency = formatLatency(backend.latencyMs);
  return (
    <Signal
      tone="positive"
      text={t('status.database')}
      detail={latency}
      hint={t('status.databaseAnswers', { latency })}
    />
  );
}

type SignalProps = {
  readonly tone: Tone;
  readonly text: string;
  /** Heard only where there is little room. */
  readonly detail?: string;
  readonly hint: string;
};

function Signal({ tone, text, detail, hint }: SignalProps) {
  return (
    <Tooltip label={hint} position="top-start">
      <span className={classes['signal']}>
        <span className={classes['dot']} style={{ background: toneColours(tone).solid }} aria-hidden />
        <span>
          {text}
          {detail === undefined ? null : <span className={classes['detail']}> {detail}</span>}
        </span>
      </span>
    </Tooltip>
  );
}

function RunningWork() {
  const { t } = useTranslation('app');
  const running = useLive((live) => live.runningChecks) ?? [];
  if (running.length === 0) return null;
  const checked = running.reduce((sum, run) => sum + run.checked, 0);
  const total = running.reduce((sum, run) => sum + run.total, 0);
  return (
    <Link
      to="/accounts"
      className={classes['work']}
      aria-label={t('status.checkingLink', { checked, total })}
    >
      <span
        className={classes['progress']}
        role="progressbar"
        aria-label={t('status.checkingProgress')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={checked}
      >
        <span style={{ width: `${total === 0 ? 0 : (checked / total) * 100}%` }} />
      </span>
      <span>{t('status.checking', { checked, total })}</span>
    </Link>
  );
}
