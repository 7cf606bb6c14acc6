import { useEffect, useState } from 'react';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { DetailDrawer } from '../../components/layout/detail-drawer.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { useStartCheck } from '../checks/use-start-check.ts';
import { AccountStanding } from '../standing/standing-badge.tsx';
import { RemoveAccounts } from '../pool/remove-accounts.tsx';
import { useMay } from '../../app/use-may.ts';
import { AccountFacts } from './account-facts.tsx';
import { AccountHistory } from './account-history.tsx';
import { AccountLabelsEditor } from './account-labels-editor.tsx';
import { AccountNoteSection } from './account-note.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AccountUsageLog } from './account-usage-log.tsx';
import { accountParts, isAccountPart, type AccountPart } from './account-parts.ts';
import { HeldBy } from './held-by.tsx';
import { SameAccount } from './same-account.tsx';
import { StandingExplained } from './standing-explained.tsx';
import { StandingTimeline } from './standing-timeline.tsx';
import classes from './detail.module.css';

type AccountDrawerProps = {
  /** Null closes the drawer. */
  readonly id: AccountId | null;
  readonly part: AccountPart;
  readonly onPartChange: (part: AccountPart) => void;
  readonly onClose: () => void;
};

/** While somebody holds the account, it is asked again whether they still do, in milliseconds: a lease ends by time alone. */
const heldRefreshMs = 3_000;

/** One account: who it is, how it stands and stood, what it was used for, and where it is signed in. */
export function AccountDrawer({ id, part, onPartChange, onClose }: AccountDrawerProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  // While the drawer slides out it keeps showing the account it was opened for.
  const [lastId, setLastId] = useState(id);
  useEffect(() => {
    if (id !== null) setLastId(id);
  }, [id]);
  const shownId = id ?? lastId;
  const account = useQuery({
    ...trpc.accounts.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
    refetchInterval: (query) => (query.state.data?.heldBy ? heldRefreshMs : false),
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
        <DrawerParts key={account.data.id} account={account.data} part={part} onPartChange={onPartChange} />
      )}
    </DetailDrawer>
  );
}

function nameOf(account: Account, otherwise: string): string {
  return account.displayName === '' ? otherwise : account.displayName;
}

type DrawerPartsProps = Pick<AccountDrawerProps, 'part' | 'onPartChange'> & { readonly account: Account };

function DrawerParts({ account, part, onPartChange }: DrawerPartsProps) {
  const { t } = useTranslation('accounts');
  const mayWrite = useMay('accounts:write');
  return (
    <>
      <HeldBy account={account} />
      <SameAccount account={account} />
      <Tabs
        value={part}
        onChange={(next) => {
          if (isAccountPart(next)) onPartChange(next);
        }}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('detail.parts.label')}>
          {accountParts
            .filter((name) => mayWrite || name !== 'sessions')
            .map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`detail.parts.${name}`)}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value="account" className={classes['part'] ?? ''}>
          <StandingExplained account={account} />
          <AccountFacts account={account} />
          <AccountLabelsEditor account={account} />
          <AccountNoteSection id={account.id} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes['part'] ?? ''}>
          <StandingTimeline id={account.id} />
          <AccountHistory id={account.id} />
        </Tabs.Panel>
        <Tabs.Panel value="usage" className={classes['part'] ?? ''}>
          <AccountUsageLog id={account.id} />
        </Tabs.Panel>
        {mayWrite ? (
          <Tabs.Panel value="sessions" className={classes['part'] ?? ''}>
            <AccountSessions id={account.id} />
          </Tabs.Panel>
        ) : null}
      </Tabs>
    </>
  );
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
        <GuardedButton
          variant="default"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => setRemoving(true)}
        >
          {t('remove.open')}
        </GuardedButton>
      ) : null}
      {mayCheck ? (
        <GuardedButton
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={start.isPending}
          onClick={() => start.mutate({ selection: { kind: 'ids', ids: [account.id] } })}
        >
          {t('check.now')}
        </GuardedButton>
      ) : null}
      <RemoveAccounts
        opened={removing}
        count={1}
        selection={{ kind: 'ids', ids: [account.id] }}
        onClose={() => setRemoving(false)}
        onRemoved={() => {
          setRemoving(false);
          onRemoved();
        }}
      />
    </>
  );
}
