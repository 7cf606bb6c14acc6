import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RiskRulesVersion } from '#contract/marketplace/risk-contract.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import panelPage from '../../components/layout/panel-page.module.css';
import { Section } from '../../components/layout/section.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { DateTimeText } from '../../components/time/date-time-text.tsx';
import { RiskRulesForm } from './risk-rules-form.tsx';
import { changedFields, toRiskValues } from './risk-values.ts';

/** How scores are made: the rules in force, what others would do, and every version there was. */
export function RiskPage() {
  const { t } = useTranslation('risk');
  const trpc = useTRPC();
  // What is being edited must not change under the hands: it is read once, and again after saving.
  const read = useQuery(trpc.risk.rules.queryOptions(undefined, { refetchOnWindowFocus: false }));
  const inForce = read.data?.find(({ standing }) => standing === 'in_force');
  return (
    <div className={panelPage['page']}>
      <PageHeader title={t('page')} description={t('description')} />
      {read.data === undefined || inForce === undefined ? (
        <Paper className={panelPage['panel']}>
          <LoadingOrError read={read} lines={9} />
        </Paper>
      ) : (
        <>
          <Paper className={panelPage['panel']}>
            <RiskRulesForm key={newestId(read.data)} rules={inForce.rules} seen={newestId(read.data)} />
          </Paper>
          <Paper className={panelPage['panel']}>
            <History versions={read.data} />
          </Paper>
        </>
      )}
    </div>
  );
}

/** The version that was written last, whenever it begins. */
function newestId(versions: readonly RiskRulesVersion[]): number {
  return Math.max(0, ...versions.map(({ id }) => id));
}

function History({ versions }: { readonly versions: readonly RiskRulesVersion[] }) {
  const { t } = useTranslation('risk');
  return (
    <Section title={t('history')} description={t('historyText')}>
      <DataTable
        label={t('history')}
        stackOnPhone
        columns={[
          { label: t('from') },
          { label: t('state') },
          { label: t('by') },
          { label: t('changes') },
          { label: t('reason') },
        ]}
        rows={versions.map((version, index) => ({
          id: version.id,
          cells: [
            version.validFrom === null ? t('initial') : <DateTimeText key="from" at={version.validFrom} />,
            t(`standings.${version.standing}`),
            <bdi key="by">{version.createdBy}</bdi>,
            <Changes key="changes" version={version} before={versions[index + 1]} />,
            <bdi key="reason">{version.reason}</bdi>,
          ],
        }))}
      />
    </Section>
  );
}

type ChangesProps = {
  readonly version: RiskRulesVersion;
  readonly before: RiskRulesVersion | undefined;
};

function Changes({ version, before }: ChangesProps) {
  const { t } = useTranslation('risk');
  if (before === undefined) return null;
  const now = toRiskValues(version.rules);
  const then = toRiskValues(before.rules);
  const fields = changedFields(version.rules, before.rules);
  if (fields.length === 0) return <>{t('unchanged')}</>;
  return (
    <>
      {fields.map((field) => (
        <div key={field}>
          {t(`fields.${field}`)}: {then[field]} → {now[field]}
        </div>
      ))}
    </>
  );
}
