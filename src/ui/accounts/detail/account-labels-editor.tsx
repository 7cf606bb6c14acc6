import { TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Account, labelLimit, labelSchema } from '#contract/accounts.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { Section } from '../../components/layout/section.tsx';
import { AccountLabels } from '../pool/account-columns.tsx';
import { QueuedMark } from '../../sync/queued-mark.tsx';
import { useMay } from '../../app/use-may.ts';

/** The labels of one account. Each change is saved at once, as what was added and what was taken away. */
export function AccountLabelsEditor({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { showError } = useToasts();
  const mayWrite = useMay('accounts:write');
  const known = useQuery(trpc.accounts.labels.queryOptions()).data ?? [];
  const get = trpc.accounts.get.queryFilter({ id: account.id });
  const change = useMutation(
    trpc.accounts.changeLabels.mutationOptions({
      onError: showError,
      onSettled: () => queryClient.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  const save = (labels: string[]) => {
    const add = labels.filter((label) => !account.labels.includes(label));
    const remove = account.labels.filter((label) => !labels.includes(label));
    if (add.length + remove.length === 0) return;
    queryClient.setQueriesData<Account>(get, (shown) => (shown === undefined ? shown : { ...shown, labels }));
    change.mutate({ selection: { kind: 'ids', ids: [account.id] }, add, remove });
  };
  return (
    <Section title={t('columns.labels')}>
      {mayWrite ? (
        <TagsInput
          aria-label={t('columns.labels')}
          placeholder={account.labels.length === 0 ? t('labels.placeholder') : ''}
          data={known}
          value={account.labels}
          onChange={(labels) => save(labels.filter((label) => labelSchema.safeParse(label).success))}
          maxTags={labelLimit}
          maxLength={64}
          clearable={false}
        />
      ) : (
        <AccountLabels labels={account.labels} />
      )}
      {account.labelsQueued === true ? <QueuedMark /> : null}
    </Section>
  );
}
