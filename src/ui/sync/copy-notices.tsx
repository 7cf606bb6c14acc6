import type { ReactNode } from 'react';
import { Progress } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { IconAlertTriangle, IconCloudOff, IconHourglass, IconRefreshDot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#contract/sync.ts';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import { toneColours, type Tone } from '../components/tone/tone.ts';
import { useNumberFormats } from '../components/number/format-number.ts';
import { buildShare, useAgeText } from './sync-words.ts';
import classes from './sync.module.css';

/** What is going on, in words, as long as it is not what one expects. */
export function CopyNotices({ status }: { readonly status: SyncStatus }) {
  return (
    <>
      {status.state === 'offline' ? <Offline status={status} /> : null}
      {status.state === 'building' ? <Building status={status} /> : null}
      {status.heldBackBy === null ? null : <HeldBack hold={status.heldBackBy} />}
      {status.lastProblem === null ? null : <LastProblem problem={status.lastProblem} />}
    </>
  );
}

function Offline({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const age = useAgeText();
  return (
    <Notice tone="caution" icon={IconCloudOff} title={t('offline.title')}>
      {status.asOf === null
        ? t('offline.textEmpty')
        : t('offline.text', { when: `${age(status.lagSeconds ?? 0)} ago` })}
    </Notice>
  );
}

function Building({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const { integer } = useNumberFormats();
  const share = buildShare(status);
  return (
    <Notice tone="info" icon={IconRefreshDot} title={t('building.title')}>
      {status.reason === null ? null : t(`reasons.${status.reason}`)}{' '}
      {status.readable ? t('building.keepsOld') : null}
      {status.progress === null ? null : (
        <>
          <Progress
            className={classes['progress'] ?? ''}
            value={(share ?? 0) * 100}
            aria-label={t('building.title')}
          />
          {t('tiles.progress', {
            table: status.progress.table,
            rows: integer(status.progress.rows),
            total: integer(status.progress.estimatedRows),
          })}
        </>
      )}
    </Notice>
  );
}

function HeldBack({ hold }: { readonly hold: NonNullable<SyncStatus['heldBackBy']> }) {
  const { t } = useTranslation('sync');
  const age = useAgeText();
  const name = hold.applicationName === '' ? t('hold.unnamed') : hold.applicationName;
  return (
    <Notice tone="caution" icon={IconHourglass} title={t('hold.title')}>
      {t('hold.text', { name, pid: hold.pid, age: age(hold.ageSeconds) })}
    </Notice>
  );
}

function LastProblem({ problem }: { readonly problem: NonNullable<SyncStatus['lastProblem']> }) {
  const { t } = useTranslation('sync');
  return (
    <Notice tone="neutral" icon={IconAlertTriangle} title={t('problem.title')}>
      {problem.message} <RelativeTimeText at={problem.at} />
    </Notice>
  );
}

type NoticeProps = {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly title: string;
  readonly children: ReactNode;
};

function Notice({ tone, icon: IconOfNotice, title, children }: NoticeProps) {
  const { text, background } = toneColours(tone);
  return (
    <div className={classes['notice']} style={{ color: text, background }} role="status">
      <IconOfNotice size={17} stroke={1.8} aria-hidden />
      <div>
        <strong>{title}</strong>
        <div>{children}</div>
      </div>
    </div>
  );
}
