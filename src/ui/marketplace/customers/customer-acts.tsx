import { useRef, useState } from 'react';
import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '#contract/marketplace/customer.ts';
import { type StateAct, stateActs } from '#contract/marketplace/customer-acts.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { CustomerFormDialog } from './customer-form-dialog.tsx';
import { useRefreshCustomers } from './use-refresh-customers.ts';

/** What an operator can do to a customer's standing; what is not possible now says why. */
export function CustomerActs({ customer }: { readonly customer: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const mayWrite = useMay('marketplace:write');
  const [act, setAct] = useState<StateAct | null>(null);
  const [edits, setEdits] = useState(false);
  // They decide by what was before them when they began to: what changes meanwhile is for the core to notice.
  const seen = useRef(customer);
  if (act === null && !edits) seen.current = customer;
  if (!mayWrite) return null;
  const hindrances: Readonly<Record<StateAct, string | null>> = {
    suspend: customer.heldByOperator ? t('acts.held') : null,
    reinstate: customer.state === 'suspended' ? null : t('acts.notSuspended'),
    clear: customer.state === 'flagged' ? null : t('acts.notFlagged'),
  };
  return (
    <Section title={t('acts.title')}>
      <div className={classes['moves']} role="group" aria-label={t('acts.title')}>
        {stateActs.map((name) => (
          <GuardedButton
            key={name}
            size="xs"
            variant={hindrances[name] === null ? 'light' : 'default'}
            reason={hindrances[name]}
            onClick={() => setAct(name)}
          >
            {t(`acts.${name}`)}
          </GuardedButton>
        ))}
        <GuardedButton size="xs" variant="default" onClick={() => setEdits(true)}>
          {t('edit')}
        </GuardedButton>
      </div>
      {customer.heldByOperator ? <p className={classes['quiet']}>{t('acts.by_operator')}</p> : null}
      <StateDialog customer={seen.current} act={act} onClose={() => setAct(null)} />
      <CustomerFormDialog opened={edits} customer={seen.current} onClose={() => setEdits(false)} />
    </Section>
  );
}

type StateDialogProps = {
  readonly customer: CustomerProfile;
  /** Null while closed. */
  readonly act: StateAct | null;
  readonly onClose: () => void;
};

const stateAfter = { suspend: 'suspended', reinstate: 'active', clear: 'active' } as const;

function StateDialog({ customer, act, onClose }: StateDialogProps) {
  const { t } = useTranslation('customers');
  const { t: marketplace } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefreshCustomers();
  const { keyOf, settled } = useCommandKey();
  const [reason, setReason] = useState('');
  const name = act ?? 'suspend';
  const changing = useMutation(
    trpc.customers.changeState.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        const state = marketplace(`customers.states.${stateAfter[name]}`).toLowerCase();
        show(t('acts.done', { name: customer.name, state }));
        close();
      },
    }),
  );
  const close = () => {
    changing.reset();
    setReason('');
    onClose();
  };
  const effects =
    name === 'suspend'
      ? [t('acts.suspendEffect'), t('acts.suspendHolds')]
      : [t('acts.letEffect'), t('acts.letAccepted', { score: customer.riskScore })];
  return (
    <ConfirmDialog
      opened={act !== null}
      onClose={close}
      title={t(`acts.${name}Title`, { name: customer.name })}
      consequences={[...effects, t('acts.written')]}
      confirmLabel={t(`acts.${name}`)}
      busy={changing.isPending}
      error={changing.error === null ? null : toConsoleError(changing.error)}
      dangerous={name === 'suspend'}
      onConfirm={() => {
        const { id, version } = customer;
        changing.mutate({ key: keyOf(`${id} ${version} ${name} ${reason}`), id, version, act: name, reason });
      }}
    >
      <Textarea
        mt="md"
        label={t('acts.reason')}
        required
        maxLength={500}
        autosize
        minRows={2}
        dir="auto"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
