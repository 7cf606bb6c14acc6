import { PasswordInput, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountsContract } from '#contract/accounts.ts';
import { toConsoleError, useErrorText } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { ContractForm } from '../../components/form/contract-form.tsx';
import { useContractForm } from '../../components/form/use-contract-form.ts';
import type { AddMethodProps } from './add-method.ts';
import { useFocus } from './use-focus.ts';

type Values = { session: string; displayName: string; labels: string[] };

/** Adds an account from a session string. Closing the dialog takes the string out of memory. */
export function SessionForm({ onClose, onOpenAccount }: AddMethodProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const errorText = useErrorText();
  const field = useFocus<HTMLInputElement>();
  const labels = useQuery(trpc.accounts.labels.queryOptions()).data ?? [];
  const initial: Values = { session: '', displayName: '', labels: [] };
  const form = useContractForm<Values>(accountsContract.add.input, initial);
  const add = useMutation(
    trpc.accounts.add.mutationOptions({
      // The session is a secret: it does not stay in the list of what was sent.
      gcTime: 0,
      onSettled: () => form.setFieldValue('session', ''),
      onError: () => field.current?.focus(),
      onSuccess: ({ id }) => {
        void queryClient.invalidateQueries(trpc.accounts.pathFilter());
        show(t('add.added', { id }));
        onOpenAccount(id);
      },
    }),
  );
  const refusal = add.error === null ? null : toConsoleError(add.error);
  // What is wrong with the session is said at its field, anything else below the fields.
  const aboutSession = refusal?.code === 'SESSION_MALFORMED' ? errorText(refusal) : null;
  const submit = (values: Values) => add.mutate({ ...values, session: values.session.trim() });
  return (
    <ContractForm
      form={form}
      onSubmit={submit}
      submitLabel={t('add.session.submit')}
      busy={add.isPending}
      error={aboutSession === null ? refusal : null}
      onCancel={onClose}
    >
      <PasswordInput
        label={t('add.session.field')}
        description={t('add.session.hint')}
        ref={field}
        required
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': t('add.session.show') }}
        {...form.getInputProps('session')}
        error={
          form.errors['session'] !== undefined
            ? t('add.session.missing')
            : aboutSession === null
              ? null
              : `${aboutSession.title}. ${aboutSession.message} ${aboutSession.advice}`
        }
      />
      <TextInput
        label={t('add.session.name')}
        description={t('add.session.nameHint')}
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
