import { useTranslation } from 'react-i18next';
import { useDurationText } from '../accounts/checks/duration-text.ts';
import { formatLatency } from '../app/format-latency.ts';
import { useLive } from '../app/live.ts';
import { StatTile, StatTiles } from '../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { useNow } from '../components/time/use-now.ts';
import type { About } from './about.ts';

/** The four answers people come to this page for. */
export function StatusTiles({ about }: { readonly about: About | undefined }) {
  const { t } = useTranslation('system');
  return (
    <StatTiles label={t('tiles.label')}>
      <UptimeTile startedAt={about?.startedAt} />
      <DatabaseTile />
      <StatTile
        label={t('tiles.telegram')}
        value={about === undefined ? undefined : t(`telegram.${about.telegram.kind}`)}
        tone={about?.telegram.kind === 'not-configured' ? 'critical' : 'positive'}
        {...(about?.telegram.server === undefined || about.telegram.server === null
          ? {}
          : { hint: about.telegram.server })}
      />
      <WorkTile />
    </StatTiles>
  );
}

function UptimeTile({ startedAt }: { readonly startedAt: number | undefined }) {
  const { t, i18n } = useTranslation('system');
  const duration = useDurationText();
  const now = useNow(10_000);
  if (startedAt === undefined) return <StatTile label={t('tiles.uptime')} value={undefined} />;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    startedAt,
  );
  return (
    <StatTile
      label={t('tiles.uptime')}
      value={duration(Math.max(0, now - startedAt))}
      hint={t('tiles.since', { time })}
    />
  );
}

function DatabaseTile() {
  const { t, i18n } = useTranslation('system');
  const backend = useLive((live) => live.backend);
  if (backend === null) return <StatTile label={t('tiles.database')} value={t('tiles.unknown')} />;
  if (backend.state === 'offline') {
    return (
      <StatTile
        label={t('tiles.database')}
        value={t('tiles.offline')}
        tone="critical"
        hint={backend.problem}
      />
    );
  }
  const latency = formatLatency(backend.latencyMs, i18n.language);
  return (
    <StatTile
      label={t('tiles.database')}
      value={t('tiles.online')}
      tone="positive"
      hint={t('tiles.latency', { latency })}
    />
  );
}

function WorkTile() {
  const { t } = useTranslation('system');
  const { integer } = useNumberFormats();
  const running = useLive((live) => live.runningChecks) ?? [];
  if (running.length === 0) {
    return <StatTile label={t('tiles.work')} value={t('tiles.workNone')} hint={t('tiles.workIdle')} />;
  }
  const checked = running.reduce((sum, run) => sum + run.checked, 0);
  const total = running.reduce((sum, run) => sum + run.total, 0);
  return (
    <StatTile
      label={t('tiles.work')}
      value={t('tiles.workSome', { count: running.length })}
      tone="info"
      hint={t('tiles.workProgress', { checked: integer(checked), total: integer(total) })}
    />
  );
}
