import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { JoinedChannels } from '../pool/account-columns.tsx';
import { useMay } from '../../app/use-may.ts';
import classes from './detail.module.css';

/** How many channels the account is in against the most it may be in, and a button that asks Telegram. */
export function ChannelCount({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const mayCheck = useMay('accounts:check');
  const count = useMutation(
    trpc.accounts.countChannels.mutationOptions({
      onSuccess: ({ joinedChannels }) =>
        show(t('joined.counted', { count: joinedChannels, limit: account.channelLimit })),
      onError: showError,
      onSettled: () => queryClient.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  return (
    <span className={classes['outcome']}>
      <JoinedChannels account={account} />
      {mayCheck ? (
        <GuardedButton
          size="compact-xs"
          variant="default"
          loading={count.isPending}
          onClick={() => count.mutate({ id: account.id })}
        >
          {t('joined.count')}
        </GuardedButton>
      ) : null}
    </span>
  );
}
