import { useState } from 'react';
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerIdSchema, type ListingId, listingIdSchema, type OrderId } from '#contract/ids.ts';
import type { ListingOffer } from '#contract/marketplace/contract.ts';
import { longestPost } from '#contract/marketplace/order.ts';
import { type Instant, instant } from '#contract/time.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { formatMoney } from '../../components/money/format-money.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

type CreateOrderProps = {
  readonly opened: boolean;
  /** What is bought, where it is chosen already. */
  readonly listingId: ListingId | null;
  readonly onClose: () => void;
  readonly onCreated: (id: OrderId) => void;
};

/** A draft on behalf of a customer. */
export function CreateOrder(props: CreateOrderProps) {
  const { t } = useTranslation('marketplace');
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('create.title')}>
      <CreateForm key={props.listingId} {...props} />
    </Dialog>
  );
}

const typingPauseMs = 200;
const choicesShown = 20;

/** Its own component, so that what was chosen is forgotten when the dialog closes. */
function CreateForm({ listingId, onClose, onCreated }: CreateOrderProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [customer, setCustomer] = useState<string | null>(null);
  const [listing, setListing] = useState(listingId === null ? null : String(listingId));
  const [scheduled, setScheduled] = useState('');
  const [postText, setPostText] = useState('');
  const creating = useMutation(
    trpc.marketplace.createOrder.mutationOptions({
      onSuccess: ({ id }) => {
        settled();
        show(t('create.created', { id }));
        refresh();
        onCreated(id);
      },
    }),
  );
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (customer === null || listing === null || creating.isPending) return;
        creating.mutate({
          key: keyOf(`${customer} ${listing} ${scheduled} ${postText}`),
          advertiserId: customerIdSchema.parse(Number(customer)),
          listingId: listingIdSchema.parse(Number(listing)),
          postText,
          scheduledAt: instantFromUtc(scheduled),
        });
      }}
    >
      <CustomerSelect value={customer} onChange={setCustomer} />
      <OfferSelect value={listing} onChange={setListing} />
      <TextInput
        type="datetime-local"
        label={t('create.scheduled')}
        description={t('create.scheduledText')}
        value={scheduled}
        onChange={(event) => setScheduled(event.currentTarget.value)}
      />
      <Textarea
        label={t('create.post')}
        dir="auto"
        autosize
        minRows={3}
        maxRows={8}
        maxLength={longestPost}
        value={postText}
        onChange={(event) => setPostText(event.currentTarget.value)}
      />
      {creating.error === null ? null : (
        <ErrorState error={toConsoleError(creating.error)} variant="inline" />
      )}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('create.cancel')}
        </Button>
        <GuardedButton
          type="submit"
          loading={creating.isPending}
          disabled={customer === null || listing === null}
        >
          {t('create.save')}
        </GuardedButton>
      </div>
    </form>
  );
}

/** What a `datetime-local` field holds, read as UTC: slots and orders are in UTC. */
function instantFromUtc(text: string): Instant | null {
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? null : instant(at);
}

type ChoiceProps = { readonly value: string | null; readonly onChange: (value: string | null) => void };

function CustomerSelect({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.replace(/ · #\d+$/, ''), typingPauseMs);
  const found = useQuery({
    ...trpc.marketplace.customers.queryOptions({
      filter: { search, roles: ['advertiser', 'both'] },
      sort: { column: 'id', descending: false },
      offset: 0,
      limit: choicesShown,
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      label={t('create.customer')}
      description={t('create.customerText')}
      required
      searchable
      allowDeselect={false}
      data={(found.data?.rows ?? []).map(({ id, name }) => ({
        value: String(id),
        label: `${name} · #${id}`,
      }))}
      // The core has searched already.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
      nothingFoundMessage={t('create.nothing')}
      data-autofocus
    />
  );
}

function OfferSelect({ value, onChange }: ChoiceProps) {
  const { t, i18n } = useTranslation('marketplace');
  const trpc = useTRPC();
  const [typed, setTyped] = useState(value === null ? '' : `#${value}`);
  const [search] = useDebouncedValue(typed.split(' · ')[0] ?? '', typingPauseMs);
  const found = useQuery({
    ...trpc.marketplace.offers.queryOptions({ search, limit: choicesShown }),
    placeholderData: keepPreviousData,
  });
  const words = ({ channel, format, price, durationHours }: ListingOffer): string =>
    [
      channel,
      t(`formats.${format}`),
      t('detail.hours', { count: durationHours }),
      formatMoney(price, i18n.language),
    ].join(' · ');
  return (
    <Select
      label={t('create.offer')}
      description={t('create.offerText')}
      required
      searchable
      allowDeselect={false}
      data={(found.data ?? []).map((offer) => ({ value: String(offer.id), label: words(offer) }))}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
      nothingFoundMessage={t('create.nothing')}
    />
  );
}
