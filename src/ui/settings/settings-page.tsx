import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toConsoleError } from '../app/errors.ts';
import { useFocusedSetting } from '../app/use-focused-setting.ts';
import { useTRPC } from '../app/trpc.ts';
import { PageHeader } from '../components/layout/page-header.tsx';
import { Section } from '../components/layout/section.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { AccountChecksForm } from './account-checks-form.tsx';
import { Appearance } from './appearance.tsx';
import { VerificationForm } from './verification-form.tsx';
import panelPage from '../components/layout/panel-page.module.css';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const trpc = useTRPC();
  // What is being edited must not change under the hands: it is read once, and again after saving.
  const settings = useQuery(trpc.settings.get.queryOptions(undefined, { refetchOnWindowFocus: false }));
  useFocusedSetting(settings.data !== undefined);
  return (
    <div className={panelPage['page']}>
      <PageHeader title={t('area')} description={t('description')} />
      <Paper className={panelPage['panel']}>
        <Section title={t('appearance.title')} description={t('appearance.description')}>
          <Appearance />
        </Section>
      </Paper>
      <Paper className={panelPage['panel']}>
        <Section title={t('checks.title')} description={t('checks.description')}>
          {settings.data === undefined ? null : <AccountChecksForm stored={settings.data.accountChecks} />}
          {settings.isPending ? <LoadingState lines={6} /> : null}
          {settings.error === null || settings.data !== undefined ? null : (
            <ErrorState
              error={toConsoleError(settings.error)}
              variant="inline"
              onRetry={() => void settings.refetch()}
              retrying={settings.isFetching}
            />
          )}
        </Section>
      </Paper>
      <Paper className={panelPage['panel']}>
        <Section title={t('verification.title')} description={t('verification.description')}>
          {settings.data === undefined ? null : <VerificationForm stored={settings.data.verification} />}
          {settings.isPending ? <LoadingState lines={3} /> : null}
        </Section>
      </Paper>
    </div>
  );
}
