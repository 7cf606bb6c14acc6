import type { ReactNode } from 'react';
import { Paper } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLive } from '../app/live.ts';
import { PageHeader } from '../components/layout/page-header.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { CopyNotices } from './copy-notices.tsx';
import { CopyTiles } from './copy-tiles.tsx';
import { OutboxSection } from './outbox-section.tsx';
import { RebuildSection } from './rebuild-section.tsx';
import { TablesSection } from './tables-section.tsx';
import { VerifySection } from './verify-section.tsx';
import classes from './sync.module.css';

/** The local copy of the data and the changes that wait to be sent: state, size, and what can be done about them. */
export function DataPage() {
  const { t } = useTranslation('sync');
  const sync = useLive((live) => live.sync);
  return (
    <div className={classes['page']}>
      <PageHeader title={t('title')} description={t('description')} />
      {sync === null ? (
        <LoadingState lines={6} />
      ) : (
        <>
          <CopyNotices status={sync.status} />
          <CopyTiles status={sync.status} outbox={sync.outbox} />
          <Panel>
            <OutboxSection />
          </Panel>
          <Panel>
            <TablesSection status={sync.status} />
          </Panel>
          <div className={classes['columns']}>
            <Panel>
              <VerifySection offline={sync.status.state === 'offline'} />
            </Panel>
            <Panel>
              <RebuildSection offline={sync.status.state === 'offline'} />
            </Panel>
          </div>
        </>
      )}
    </div>
  );
}

function Panel({ children }: { readonly children: ReactNode }) {
  return <Paper className={classes['panel']}>{children}</Paper>;
}
