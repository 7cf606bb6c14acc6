import { PasswordInput, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountsContract } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { ContractForm } from '../../components/form/contract-form.tsx';
import { useContractForm } from '../../components/form/use-contract-form.ts';
import { Dialog } from '../../components/layout/dialog.tsx';

type AddAccountProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: (id: AccountId) => void;
};

/** The dialog that adds an account from a session string. */
export function AddAccount({ opened, onClose, onAdded }: AddAccountProps) {
  const { t } = useTranslation('accounts');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('add.title')} width={520}>
      <AddAccountForm onClose={onClose} onAdded={onAdded} />
    </Dialog>
  );
}

type Values = { session: string; displayName: string; labels: string[] };

/** Its own component: closing the dialog takes the session string out of memory with it. */
function AddAccountForm({ onClose, onAdded }: Omit<AddAccountProps, 'opened'>) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const labels = useQuery(trpc.accounts.labels.queryOptions()).data ?? [];
  const initial: Values = { session: '', displayName: '', labels: [] };
  const form = useContractForm<Values>(accountsContract.add.input, initial);
  const add = useMutation(
    trpc.accounts.add.mutationOptions({
      // The session is a secret: it does not stay in the list of what was sent.
      gcTime: 0,
      onSettled: () => form.setFieldValue('session', ''),
      onSuccess: ({ id }) => {
        void queryClient.invalidateQueries(trpc.accounts.pathFilter());
        show(t('add.added', { id }));
        onAdded(id);
      },
    }),
  );
  const submit = (values: Values) => add.mutate({ ...values, session: values.session.trim() });
  return (
    <ContractForm
      form={form}
      onSubmit={submit}
      submitLabel={t('add.submit')}
      busy={add.isPending}
      error={add.error === null ? null : toConsoleError(add.error)}
      onCancel={onClose}
    >
      <PasswordInput
        label={t('add.session')}
        description={t('add.sessionHint')}
        required
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': t('add.showSession') }}
        {...form.getInputProps('session')}
        error={form.errors['session'] === undefined ? null : t('add.sessionMissing')}
      />
      <TextInput
        label={t('add.name')}
        description={t('add.nameHint')}
        maxLength={128}
        autoComplete="off"
        {...form.getInputProps('displayName')}
      />
      <TagsInput
        label={t('add.labels')}
        description={t('add.labelsHint')}
        data={labels}
        maxTags={50}
        clearable={false}
        {...form.getInputProps('labels')}
      />
    </ContractForm>
  );
}
