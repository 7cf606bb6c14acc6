import { useState } from 'react';
import { Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { categories } from '#contract/marketplace/channels.ts';
import { moneyText } from '#contract/money.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import marketplaceClasses from '../marketplace.module.css';
import { instantFromLocalText } from '../risk/instant-text.ts';
import classes from '../risk/risk.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { ppmFromText, splitOfHundred } from './rate-text.ts';

const plain = (micros: bigint): string => moneyText(micros, '').trim();

/** A rule from now on or from an instant to come, with what it means for an order of 100. */
export function NewRule() {
  const { t } = useTranslation('commission');
  const { t: marketplace } = useTranslation('marketplace');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const { keyOf, settled } = useCommandKey();
  const [category, setCategory] = useState('');
  const [text, setText] = useState('');
  const [from, setFrom] = useState('');
  const ratePpm = ppmFromText(text);
  const adding = useMutation(
    trpc.commission.add.mutationOptions({
      onSettled: () => void queryClient.invalidateQueries(trpc.commission.pathFilter()),
      onSuccess: () => {
        settled();
        setText('');
        setFrom('');
        show(t('added'));
      },
    }),
  );
  const split = ratePpm === null ? null : splitOfHundred(ratePpm);
  return (
    <Section title={t('new')} description={t('newText')}>
      <form
        className={marketplaceClasses['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (ratePpm === null || adding.isPending) return;
          const rule = {
            category: categories.find((each) => each === category) ?? null,
            ratePpm,
            validFrom: instantFromLocalText(from),
          };
          adding.mutate({ key: keyOf(JSON.stringify(rule)), ...rule });
        }}
      >
        <div className={classes['grid']}>
          <Select
            label={t('category')}
            allowDeselect={false}
            data={[
              { value: '', label: t('all') },
              ...categories.map((each) => ({ value: each, label: marketplace(`categories.${each}`) })),
            ]}
            value={category}
            onChange={(next) => setCategory(next ?? '')}
          />
          <TextInput
            label={t('rateLabel')}
            description={t('rateText')}
            inputMode="decimal"
            maxLength={12}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={text !== '' && ratePpm === null ? t('badRate') : null}
          />
          <TextInput
            type="datetime-local"
            label={t('fromLabel')}
            description={t('fromText')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </div>
        {split === null ? null : (
          <p className={marketplaceClasses['text']} role="status">
            {t('preview', { commission: plain(split.commission), editor: plain(split.editor) })}
          </p>
        )}
        {adding.error === null ? null : <ErrorState error={toConsoleError(adding.error)} variant="inline" />}
        <div className={marketplaceClasses['buttons']}>
          <GuardedButton type="submit" loading={adding.isPending} disabled={ratePpm === null}>
            {t('add')}
          </GuardedButton>
        </div>
      </form>
    </Section>
  );
}
