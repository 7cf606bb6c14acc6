import { useState } from 'react';
import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ChannelId, channelIdSchema, type ListingId } from '#contract/ids.ts';
import { type PostFormat, postFormats } from '#contract/marketplace/channels.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { readTerms, TermsFields, type TermsText } from './terms-fields.tsx';

type CreateListingProps = {
  readonly opened: boolean;
  /** The channel it is for, where it is known. */
  readonly channelId: ChannelId | null;
  readonly onClose: () => void;
  readonly onCreated: (id: ListingId) => void;
};

/** Offers posts in a channel. */
export function CreateListing(props: CreateListingProps) {
  const { t } = useTranslation('marketplace');
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('listings.form.newTitle')}>
      <CreateForm key={props.channelId} {...props} />
    </Dialog>
  );
}

/** Its own component, so that what was typed is forgotten when the dialog closes. */
function CreateForm({ channelId, onClose, onCreated }: CreateListingProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [channel, setChannel] = useState(channelId === null ? null : String(channelId));
  const [format, setFormat] = useState<PostFormat>('post');
  const [text, setText] = useState<TermsText>({ price: '', currency: 'USD', hours: '24' });
  const [tried, setTried] = useState(false);
  const creating = useMutation(
    trpc.listings.create.mutationOptions({
      onSettled: refresh,
      onSuccess: ({ id }) => {
        settled();
        show(t('listings.form.created', { id }));
        onCreated(id);
      },
    }),
  );
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const terms = readTerms(text);
        if (terms === null || channel === null || creating.isPending) return;
        const { price, currency, durationHours } = terms;
        creating.mutate({
          key: keyOf(`${channel} ${format} ${price} ${currency} ${durationHours}`),
          channelId: channelIdSchema.parse(Number(channel)),
          format,
          ...terms,
        });
      }}
    >
      <ChannelSelect value={channel} onChange={setChannel} />
      <Select
        label={t('listings.form.format')}
        allowDeselect={false}
        data={postFormats.map((each) => ({ value: each, label: t(`formats.${each}`) }))}
        value={format}
        onChange={(next) => setFormat(postFormats.find((each) => each === next) ?? format)}
      />
      <TermsFields text={text} onChange={setText} tried={tried} />
      {creating.error === null ? null : (
        <ErrorState error={toConsoleError(creating.error)} variant="inline" />
      )}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('listings.form.cancel')}
        </Button>
        <GuardedButton type="submit" loading={creating.isPending} disabled={channel === null}>
          {t('listings.form.create')}
        </GuardedButton>
      </div>
    </form>
  );
}

const typingPauseMs = 200;
const choicesShown = 20;

type ChoiceProps = { readonly value: string | null; readonly onChange: (value: string | null) => void };

function ChannelSelect({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const [typed, setTyped] = useState(value === null ? '' : `#${value}`);
  const [search] = useDebouncedValue(/ · (#\d+)$/.exec(typed)?.[1] ?? typed, typingPauseMs);
  const found = useQuery({
    ...trpc.channels.list.queryOptions({
      filter: { search, states: ['approved', 'pending'] },
      sort: { column: 'subscribers', descending: true },
      offset: 0,
      limit: choicesShown,
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      label={t('listings.form.channel')}
      required
      searchable
      allowDeselect={false}
      data={(found.data?.rows ?? []).map(({ id, title }) => ({
        value: String(id),
        label: `${title} · #${id}`,
      }))}
      // The core has searched already.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
      nothingFoundMessage={t('listings.form.nothing')}
      data-autofocus
    />
  );
}
