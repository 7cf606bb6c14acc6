import { useState } from 'react';
import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../app/trpc.ts';
import { useMay } from '../../../app/use-may.ts';
import { useToasts } from '../../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../../components/form/guarded-button.tsx';
import { PageHeader } from '../../../components/layout/page-header.tsx';
import panelPage from '../../../components/layout/panel-page.module.css';
import { LoadingOrError } from '../../../components/states/loading-or-error.tsx';
import marketplace from '../../marketplace.module.css';
import { type RulesDraft, RulesForm } from './rules-form.tsx';
import { RulesHistory, type RuleSetVersion } from './rules-history.tsx';

/** The rules that decide disputes: in force, as they would be, and as they were. */
export function RulesPage() {
  const { t } = useTranslation('disputeRules');
  const trpc = useTRPC();
  const read = useQuery(trpc.disputes.rules.queryOptions());
  return (
    <div className={panelPage['page']}>
      <PageHeader title={t('page')} description={t('description')} />
      {read.data === undefined ? (
        <Paper className={panelPage['panel']}>
          <LoadingOrError read={read} lines={9} />
        </Paper>
      ) : (
        <Rules newest={read.data.current} before={read.data.before} />
      )}
    </div>
  );
}

type RulesProps = { readonly newest: RuleSetVersion; readonly before: readonly RuleSetVersion[] };

/** What is being edited does not change under the hands: a newer version is offered, unless nothing was changed here. */
function Rules({ newest, before }: RulesProps) {
  const { t } = useTranslation('disputeRules');
  const { show } = useToasts();
  const mayWrite = useMay('disputes:decide');
  const [seen, setSeen] = useState(newest);
  const [draft, setDraft] = useState<RulesDraft>({ rules: newest.rules, reason: '' });
  const take = () => {
    setSeen(newest);
    setDraft({ rules: newest.rules, reason: '' });
  };
  const untouched = same(draft.rules, seen.rules) || same(draft.rules, newest.rules);
  if (seen.version !== newest.version && untouched) take();
  return (
    <>
      <Paper className={panelPage['panel']}>
        {seen.version === newest.version || untouched ? null : (
          <div className={marketplace['row']} role="alert">
            <p className={marketplace['problem']}>{t('newer', { by: newest.changedBy ?? '' })}</p>
            <GuardedButton size="compact-xs" variant="default" onClick={take}>
              {t('newerRead')}
            </GuardedButton>
          </div>
        )}
        <RulesForm rules={seen.rules} version={seen.version} draft={draft} onDraft={setDraft} />
      </Paper>
      <Paper className={panelPage['panel']}>
        <RulesHistory
          versions={[newest, ...before]}
          onRestore={
            mayWrite
              ? (version) => {
                  setDraft({
                    rules: version.rules,
                    reason: t('restoreReason', { version: version.version }),
                  });
                  show(t('restored', { version: version.version }));
                  window.scrollTo({ top: 0 });
                }
              : null
          }
        />
      </Paper>
    </>
  );
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
