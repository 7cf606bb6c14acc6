import { useState } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ChannelId, customerIdSchema } from '#contract/ids.ts';
import type { ChannelLook } from '#contract/marketplace/channel.ts';
import { categories, type Category } from '#contract/marketplace/channels.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { ChannelLookCard } from './channel-look-card.tsx';
import { OwnerSelect } from './owner-select.tsx';

type SaveChannelProps = {
  readonly look: ChannelLook;
  readonly onClose: () => void;
  readonly onAdded: (id: ChannelId) => void;
};

/** What Telegram does not know of a channel: whose it is, and what it is about. */
export function SaveChannel({ look, onClose, onAdded }: SaveChannelProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [owner, setOwner] = useState<string | null>(null);
  const [category, setCategory] = useState<Category | null>(null);
  const [language, setLanguage] = useState('');
  const [country, setCountry] = useState('');
  const { username, title } = look;
  const adding = useMutation(
    trpc.channels.add.mutationOptions({
      onSettled: refresh,
      onSuccess: ({ id }) => {
        settled();
        show(t('channels.adding.added', { title }));
        onAdded(id);
      },
    }),
  );
  const badLanguage = language !== '' && !/^[a-z]{2}$/i.test(language);
  const badCountry = country !== '' && !/^[a-z]{2}$/i.test(country);
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (owner === null || category === null || badLanguage || badCountry || adding.isPending) return;
        adding.mutate({
          key: keyOf(`${username} ${owner} ${category} ${language} ${country}`),
          address: username,
          ownerId: customerIdSchema.parse(Number(owner)),
          category,
          language: language === '' ? null : language.toLowerCase(),
          country: country === '' ? null : country.toUpperCase(),
        });
      }}
    >
      <ChannelLookCard look={look} />
      <OwnerSelect value={owner} onChange={setOwner} />
      <Select
        label={t('channels.adding.category')}
        required
        allowDeselect={false}
        data={categories.map((each) => ({ value: each, label: t(`categories.${each}`) }))}
        value={category}
        onChange={(next) => setCategory(categories.find((each) => each === next) ?? null)}
      />
      <div className={classes['row']}>
        <TextInput
          label={t('channels.adding.language')}
          description={t('channels.adding.languageText')}
          maxLength={2}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
          error={badLanguage ? t('channels.adding.badCode') : null}
        />
        <TextInput
          label={t('channels.adding.country')}
          description={t('channels.adding.countryText')}
          maxLength={2}
          value={country}
          onChange={(event) => setCountry(event.currentTarget.value)}
          error={badCountry ? t('channels.adding.badCode') : null}
        />
      </div>
      {adding.error === null ? null : <ErrorState error={toConsoleError(adding.error)} variant="inline" />}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('channels.adding.cancel')}
        </Button>
        <GuardedButton
          type="submit"
          loading={adding.isPending}
          disabled={owner === null || category === null}
        >
          {t('channels.adding.save')}
        </GuardedButton>
      </div>
    </form>
  );
}
