import { Paper } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/use-may.ts';
import { toConsoleError } from '../app/errors.ts';
import { PageHeader } from '../components/layout/page-header.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { ExportSection } from './export-section.tsx';
import { KeySection } from './key-section.tsx';
import { RotationSection } from './rotation-section.tsx';
import { useVaultState } from './use-vault-state.ts';
import panelPage from '../components/layout/panel-page.module.css';

/** The key of the stored sessions: where it is, a new one, and an encrypted copy of what it protects. */
export function VaultPage() {
  const { t } = useTranslation('vault');
  const query = useVaultState();
  const mayManage = useMay('vault:manage');
  const state = query.data;
  return (
    <div className={panelPage['page']}>
      <PageHeader title={t('area')} description={t('description')} />
      {query.isPending ? <LoadingState lines={8} /> : null}
      {query.error === null || state !== undefined ? null : (
        <ErrorState
          error={toConsoleError(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {state === undefined ? null : (
        <>
          <Paper className={panelPage['panel']}>
            <KeySection state={state} />
          </Paper>
          <Paper className={panelPage['panel']}>
            <RotationSection state={state} mayManage={mayManage} />
          </Paper>
          <Paper className={panelPage['panel']}>
            <ExportSection mayManage={mayManage} />
          </Paper>
          {mayManage ? null : <p className={panelPage['text']}>{t('rotation.noPermission')}</p>}
        </>
      )}
    </div>
  );
}
