import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DetailDrawer } from '../../components/layout/detail-drawer.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { useStartCheck } from '../checks/use-start-check.ts';
import { AccountStanding } from '../standing/standing-badge.tsx';
import { RemoveAccounts } from '../pool/remove-accounts.tsx';
import { useMay } from '../pool/use-may.ts';
import { AccountFacts } from './account-facts.tsx';
import { AccountHistory } from './account-history.tsx';
import { StandingExplained } from './standing-explained.tsx';

type AccountDrawerProps = {
  /** Null closes the drawer. */
  readonly id: AccountId | null;
  readonly onClose: () => void;
};

/** One account: who it is, how it stands and why, and what its checks found. */
export function AccountDrawer({ id, onClose }: AccountDrawerProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  // While the drawer slides out it keeps showing the account it was opened for.
  const [shownId, setShownId] = useState(id);
  useEffect(() => {
    if (id !== null) setShownId(id);
  }, [id]);
  const account = useQuery({
    ...trpc.accounts.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      title={
        account.data === undefined ? t('account', { id: shownId ?? '' }) : nameOf(account.data, t('unnamed'))
      }
      subtitle={
        account.data === undefined ? undefined : (
          <>
            <span>#{account.data.id}</span>
            <AccountStanding account={account.data} />
          </>
        )
      }
      actions={
        account.data === undefined ? undefined : <DrawerActions account={account.data} onRemoved={onClose} />
      }
    >
      {account.data === undefined ? (
        account.error === null ? (
          <LoadingState lines={9} />
        ) : (
          <ErrorState
            error={toConsoleError(account.error)}
            onRetry={() => void account.refetch()}
            retrying={account.isFetching}
          />
        )
      ) : (
        <>
          <StandingExplained account={account.data} />
          <AccountFacts account={account.data} />
          <AccountHistory id={account.data.id} />
        </>
      )}
    </DetailDrawer>
  );
}

function nameOf(account: Account, otherwise: string): string {
  return account.displayName === '' ? otherwise : account.displayName;
}

function DrawerActions({
  account,
  onRemoved,
}: {
  readonly account: Account;
  readonly onRemoved: () => void;
}) {
  const { t } = useTranslation('accounts');
  const mayCheck = useMay('accounts:check');
  const mayWrite = useMay('accounts:write');
  const [removing, setRemoving] = useState(false);
  const start = useStartCheck();
  return (
    <>
      {mayWrite ? (
        <Button
          variant="default"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => setRemoving(true)}
        >
          {t('remove.open')}
        </Button>
      ) : null}
      {mayCheck ? (
        <Button
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={start.isPending}
          onClick={() => start.mutate({ selection: { kind: 'ids', ids: [account.id] } })}
        >
          {t('check.now')}
        </Button>
      ) : null}
      <RemoveAccounts
        opened={removing}
        count={1}
        ids={() => Promise.resolve([account.id])}
        onClose={() => setRemoving(false)}
        onRemoved={() => {
          setRemoving(false);
          onRemoved();
        }}
      />
    </>
  );
}
