import { useState } from 'react';
import { Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DisputeId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

const sides = ['operator', 'advertiser', 'editor'] as const;

/** A note among operators, or what one side wrote. */
export function AddEvidence({ disputeId }: { readonly disputeId: DisputeId }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [side, setSide] = useState<(typeof sides)[number]>('operator');
  const [text, setText] = useState('');
  const adding = useMutation(
    trpc.disputes.addEvidence.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        setText('');
      },
    }),
  );
  const empty = text.trim() === '';
  return (
    <form
      className={classes['form']}
      aria-label={t('disputes.add')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) adding.mutate({ key: keyOf(`${disputeId} ${side} ${text}`), id: disputeId, side, text });
      }}
    >
      <Select
        label={t('disputes.addFrom')}
        allowDeselect={false}
        data={sides.map((each) => ({ value: each, label: t(`disputes.sides.${each}`) }))}
        value={side}
        onChange={(next) => setSide(sides.find((each) => each === next) ?? side)}
      />
      <Textarea
        label={t('disputes.addText')}
        autosize
        minRows={2}
        maxLength={2_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {adding.error === null ? null : <ErrorState error={toConsoleError(adding.error)} variant="inline" />}
      <div className={classes['buttons']}>
        <GuardedButton
          type="submit"
          size="xs"
          loading={adding.isPending}
          reason={empty ? t('disputes.textNeeded') : null}
        >
          {t('disputes.add')}
        </GuardedButton>
      </div>
    </form>
  );
}
