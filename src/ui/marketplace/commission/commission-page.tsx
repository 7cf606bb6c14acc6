import { useState } from 'react';
import { Paper } from '@mantine/core';
import { IconPercentage } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CommissionRule } from '#contract/marketplace/commission.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import panelPage from '../../components/layout/panel-page.module.css';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { DateTimeText } from '../../components/time/date-time-text.tsx';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import { useCommandKey } from '../use-command-key.ts';
import { NewRule } from './new-rule.tsx';
import { rateText } from './rate-text.ts';

const tones = { in_force: 'positive', planned: 'info', past: 'neutral' } as const;

/** The rules by which the platform earns: what is in force, what is to come, what was. */
export function CommissionPage() {
  const { t } = useTranslation('commission');
  const trpc = useTRPC();
  const mayWrite = useMay('finance:write');
  const read = useQuery(trpc.commission.rules.queryOptions());
  const [leaving, setLeaving] = useState<CommissionRule | null>(null);
  return (
    <div className={panelPage['page']}>
      <PageHeader title={t('page')} description={t('description')} />
      {mayWrite ? (
        <Paper className={panelPage['panel']}>
          <NewRule />
        </Paper>
      ) : (
        <p className={panelPage['text']}>{t('readOnly')}</p>
      )}
      <Paper className={panelPage['panel']}>
        {read.data === undefined ? (
          <LoadingOrError read={read} lines={6} />
        ) : read.data.length === 0 ? (
          <EmptyState icon={IconPercentage} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        ) : (
          <Rules rules={read.data} onRemove={mayWrite ? setLeaving : null} />
        )}
      </Paper>
      <RemoveRule rule={leaving} onClose={() => setLeaving(null)} />
    </div>
  );
}

type RulesProps = {
  readonly rules: readonly CommissionRule[];
  /** Null for who may not. */
  readonly onRemove: ((rule: CommissionRule) => void) | null;
};

function Rules({ rules, onRemove }: RulesProps) {
  const { t, i18n } = useTranslation('commission');
  const { t: marketplace } = useTranslation('marketplace');
  return (
    <DataTable
      label={t('page')}
      stackOnPhone
      columns={[
        { label: t('category') },
        { label: t('rate'), align: 'end' },
        { label: t('from') },
        { label: t('standing') },
        { label: t('by') },
      ]}
      rows={rules.map((rule) => ({
        id: rule.id,
        cells: [
          rule.category === null ? t('all') : marketplace(`categories.${rule.category}`),
          rateText(rule.ratePpm, i18n.language),
          <DateTimeText key="from" at={rule.validFrom} />,
          <span key="standing">
            <ToneBadge tone={tones[rule.standing]} quiet>
              {t(`standings.${rule.standing}`)}
            </ToneBadge>
            {rule.standing === 'planned' && onRemove !== null ? (
              <GuardedButton size="compact-xs" variant="subtle" onClick={() => onRemove(rule)}>
                {t('remove')}
              </GuardedButton>
            ) : null}
          </span>,
          <bdi key="by">{rule.createdBy}</bdi>,
        ],
      }))}
    />
  );
}

type RemoveRuleProps = { readonly rule: CommissionRule | null; readonly onClose: () => void };

function RemoveRule({ rule, onClose }: RemoveRuleProps) {
  const { t } = useTranslation('commission');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const { keyOf } = useCommandKey();
  const removing = useMutation(
    trpc.commission.remove.mutationOptions({
      onSettled: () => void queryClient.invalidateQueries(trpc.commission.pathFilter()),
      onSuccess: () => {
        show(t('removed'));
        close();
      },
    }),
  );
  const close = () => {
    removing.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      opened={rule !== null}
      onClose={close}
      title={t('removeTitle')}
      consequences={[t('removeEffect')]}
      confirmLabel={t('remove')}
      busy={removing.isPending}
      error={removing.error === null ? null : toConsoleError(removing.error)}
      dangerous
      onConfirm={() => {
        if (rule !== null) removing.mutate({ key: keyOf(String(rule.id)), id: rule.id });
      }}
    />
  );
}
