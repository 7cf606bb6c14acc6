import { useState } from 'react';
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type CustomerId, customerIdSchema, type VerificationId } from '#contract/ids.ts';
import { isMaskedReference } from '#contract/marketplace/account-number.ts';
import { type VerificationKind, verificationKinds } from '#contract/marketplace/verification-states.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import marketplace from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useVerificationRefresh } from './use-verification-refresh.ts';

type OpenRequestProps = {
  readonly opened: boolean;
  /** For whom; null lets the operator choose. */
  readonly customerId: CustomerId | null;
  readonly onClose: () => void;
  readonly onOpened: (id: VerificationId) => void;
};

/** Asks for a verification on behalf of a customer; the documents are added to the request afterwards. */
export function OpenRequest(props: OpenRequestProps) {
  const { t } = useTranslation('verification');
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('open.title')}>
      <OpenForm {...props} />
    </Dialog>
  );
}

/** Its own component, so that what was chosen is forgotten when the dialog closes. */
function OpenForm({ customerId, onClose, onOpened }: OpenRequestProps) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useVerificationRefresh();
  const { keyOf, settled } = useCommandKey();
  const [chosen, setChosen] = useState<string | null>(null);
  const [kind, setKind] = useState<VerificationKind>('identity');
  const [typed, setTyped] = useState('');
  const [urgent, setUrgent] = useState(false);
  const opening = useMutation(
    trpc.verification.open.mutationOptions({
      onSuccess: ({ id }) => {
        settled();
        show(t('open.done', { id }));
        refresh();
        onOpened(id);
      },
    }),
  );
  const customer = customerId ?? (chosen === null ? null : customerIdSchema.parse(Number(chosen)));
  const label = kind === 'identity' ? null : typed.trim();
  const badLabel = label !== null && !isMaskedReference(label);
  const ready = customer !== null && label !== '' && !badLabel;
  return (
    <form
      className={marketplace['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || opening.isPending) return;
        const key = keyOf(`${customer} ${kind} ${label ?? ''} ${urgent}`);
        opening.mutate({ key, customerId: customer, kind, label, priority: urgent ? 'high' : 'normal' });
      }}
    >
      {customerId === null ? <CustomerSelect value={chosen} onChange={setChosen} /> : null}
      <Select
        label={t('open.kind')}
        allowDeselect={false}
        value={kind}
        onChange={(next) => setKind(verificationKinds.find((each) => each === next) ?? kind)}
        data={verificationKinds.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
      />
      {label === null ? null : (
        <TextInput
          label={t('open.label')}
          description={t('open.labelText')}
          maxLength={80}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={badLabel ? t('open.labelBad') : null}
        />
      )}
      <Checkbox
        label={t('open.priority')}
        checked={urgent}
        onChange={(event) => setUrgent(event.currentTarget.checked)}
      />
      {opening.error === null ? null : <ErrorState error={toConsoleError(opening.error)} variant="inline" />}
      <div className={marketplace['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('open.cancel')}
        </Button>
        <GuardedButton type="submit" loading={opening.isPending} disabled={!ready}>
          {t('open.save')}
        </GuardedButton>
      </div>
    </form>
  );
}

const typingPauseMs = 200;
const choicesShown = 20;

type ChoiceProps = { readonly value: string | null; readonly onChange: (value: string | null) => void };

function CustomerSelect({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.replace(/ · #\d+$/, ''), typingPauseMs);
  const found = useQuery({
    ...trpc.marketplace.customers.queryOptions({
      filter: { search, roles: [] },
      sort: { column: 'id', descending: false },
      offset: 0,
      limit: choicesShown,
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      label={t('open.customer')}
      description={t('open.customerText')}
      data-autofocus
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // The console has searched already.
      filter={({ options }) => options}
      nothingFoundMessage={t('open.nothing')}
      data={(found.data?.rows ?? []).map(({ id, name }) => ({
        value: String(id),
        label: `${name} · #${id}`,
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
