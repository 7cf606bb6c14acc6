import { useState } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import type { Customer } from '#contract/marketplace/customer.ts';
import { customerRoles } from '#contract/marketplace/customers.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefreshCustomers } from './use-refresh-customers.ts';

type CustomerFormDialogProps = {
  readonly opened: boolean;
  /** As the operator saw them when they began; null adds one. */
  readonly customer: Customer | null;
  readonly onClose: () => void;
  readonly onAdded?: (id: CustomerId) => void;
};

/** Adds a customer, or changes name, role and country of one. */
export function CustomerFormDialog(props: CustomerFormDialogProps) {
  const { t } = useTranslation('customers');
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t(props.customer === null ? 'add' : 'edit')}>
      <CustomerForm {...props} />
    </Dialog>
  );
}

function CustomerForm({ customer, onClose, onAdded }: CustomerFormDialogProps) {
  const { t } = useTranslation('customers');
  const { t: marketplace } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefreshCustomers();
  const { keyOf } = useCommandKey();
  const [name, setName] = useState(customer?.name ?? '');
  const [role, setRole] = useState(customer?.role ?? 'advertiser');
  const [country, setCountry] = useState(customer?.country ?? '');
  const ended = (text: string) => {
    show(text);
    onClose();
  };
  const adding = useMutation(
    trpc.customers.add.mutationOptions({
      onSettled: refresh,
      onSuccess: ({ id }) => {
        ended(t('added', { name: name.trim() }));
        onAdded?.(id);
      },
    }),
  );
  const editing = useMutation(
    trpc.customers.edit.mutationOptions({
      onSettled: refresh,
      onSuccess: () => ended(t('saved', { name: name.trim() })),
    }),
  );
  const error = adding.error ?? editing.error;
  const busy = adding.isPending || editing.isPending;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        const person = { name, role, country: country === '' ? null : country };
        const key = keyOf(JSON.stringify([customer?.id, customer?.version, person]));
        if (customer === null) adding.mutate({ key, ...person });
        else editing.mutate({ key, id: customer.id, version: customer.version, ...person });
      }}
    >
      <TextInput
        label={t('name')}
        required
        maxLength={200}
        dir="auto"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Select
        label={t('role')}
        allowDeselect={false}
        data={customerRoles.map((each) => ({ value: each, label: marketplace(`customers.roles.${each}`) }))}
        value={role}
        onChange={(next) => setRole(customerRoles.find((each) => each === next) ?? role)}
      />
      <TextInput
        label={t('country')}
        description={t('countryText')}
        maxLength={2}
        pattern="[A-Z]{2}"
        w={160}
        value={country}
        onChange={(event) => setCountry(event.currentTarget.value.toUpperCase())}
      />
      {error === null ? null : <ErrorState error={toConsoleError(error)} variant="inline" />}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <GuardedButton type="submit" loading={busy} disabled={name.trim() === ''}>
          {t(customer === null ? 'add' : 'save')}
        </GuardedButton>
      </div>
    </form>
  );
}
