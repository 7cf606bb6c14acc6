import type { ReactNode } from 'react';
import { Paper } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RunningCheck } from '../accounts/checks/running-check.tsx';
import { toConsoleError } from '../app/errors.ts';
import { useLive } from '../app/live.ts';
import { useTRPC } from '../app/trpc.ts';
import { PageHeader } from '../components/layout/page-header.tsx';
import { Section } from '../components/layout/section.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { toneColours } from '../components/tone/tone.ts';
import { ConsoleFacts, DatabaseFacts, TelegramFacts } from './facts.tsx';
import { Latency } from './latency.tsx';
import { StatusTiles } from './status-tiles.tsx';
import classes from './system.module.css';

/** What the console stands on, in full: the page to send to whoever looks after it. */
export function StatusPage() {
  const { t } = useTranslation('system');
  const trpc = useTRPC();
  const query = useQuery(trpc.system.about.queryOptions());
  const about = query.data;
  return (
    <div className={classes['page']}>
      <PageHeader title={t('area')} description={t('description')} />
      {about?.demo === true ? <DemoNotice /> : null}
      {query.error === null || about !== undefined ? null : (
        <ErrorState
          error={toConsoleError(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      <StatusTiles about={about} />
      <div className={classes['columns']}>
        <Panel>
          <Latency />
        </Panel>
        <Panel>
          <RunningWork />
        </Panel>
      </div>
      {query.isPending ? <LoadingState lines={8} /> : null}
      {about === undefined ? null : (
        <div className={classes['facts']}>
          <Panel>
            <ConsoleFacts about={about} />
          </Panel>
          <Panel>
            <DatabaseFacts about={about} />
          </Panel>
          <Panel>
            <TelegramFacts about={about} />
          </Panel>
        </div>
      )}
    </div>
  );
}

function Panel({ children }: { readonly children: ReactNode }) {
  return <Paper className={classes['panel']}>{children}</Paper>;
}

function DemoNotice() {
  const { t } = useTranslation('system');
  const { text, background } = toneColours('info');
  return (
    <p className={classes['demo']} style={{ color: text, background }}>
      <IconFlask size={17} stroke={1.8} aria-hidden />
      {t('demo')}
    </p>
  );
}

function RunningWork() {
  const { t } = useTranslation('system');
  const running = useLive((live) => live.runningChecks) ?? [];
  return (
    <Section title={t('work.title')}>
      {running.length === 0 ? <p className={classes['none']}>{t('work.none')}</p> : null}
      {running.map((run) => (
        <RunningCheck key={run.id} run={run} />
      ))}
    </Section>
  );
}
