import { type ReactNode, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { RecordDrawer } from '../../components/layout/record-drawer.tsx';
import { RecordParts } from '../../components/layout/record-parts.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
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
import { type AccountPart, accountParts } from './account-parts.ts';
import { HeldBy } from './held-by.tsx';
import { SameAccount } from './same-account.tsx';
import { StandingExplained } from './standing-explained.tsx';
import { StandingTimeline } from './standing-timeline.tsx';

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
  const shownId = useLastShown(id);
  const read = useQuery({
    ...trpc.accounts.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
    refetchInterval: (query) => (query.state.data?.heldBy ? heldRefreshMs : false),
  });
  const account = read.data;
  return (
    <RecordDrawer
      opened={id !== null}
      onClose={onClose}
      read={read}
      title={account === undefined ? t('account', { id: shownId ?? '' }) : nameOf(account, t('unnamed'))}
      subtitle={
        account && (
          <>
            <span>#{account.id}</span>
            <AccountStanding account={account} />
          </>
        )
      }
      actions={account && <DrawerActions account={account} onRemoved={onClose} />}
    >
      {(shown) => <Parts key={shown.id} account={shown} part={part} onPartChange={onPartChange} />}
    </RecordDrawer>
  );
}

function nameOf(account: Account, otherwise: string): string {
  return account.displayName === '' ? otherwise : account.displayName;
}

type PartsProps = Pick<AccountDrawerProps, 'part' | 'onPartChange'> & { readonly account: Account };

function Parts({ account, part, onPartChange }: PartsProps) {
  const { t } = useTranslation('accounts');
  const mayWrite = useMay('accounts:write');
  const contents: Readonly<Record<AccountPart, ReactNode>> = {
    account: (
      <>
        <StandingExplained account={account} />
        <AccountFacts account={account} />
        <AccountLabelsEditor account={account} />
        <AccountNoteSection id={account.id} />
      </>
    ),
    history: (
      <>
        <StandingTimeline id={account.id} />
        <AccountHistory id={account.id} />
      </>
    ),
    usage: <AccountUsageLog id={account.id} />,
    sessions: <AccountSessions id={account.id} />,
  };
  return (
    <>
      <HeldBy account={account} />
      <SameAccount account={account} />
      <RecordParts
        label={t('detail.parts.label')}
        part={part}
        onPartChange={onPartChange}
        parts={accountParts
          .filter((name) => mayWrite || name !== 'sessions')
          .map((name) => ({ name, label: t(`detail.parts.${name}`), content: contents[name] }))}
      />
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
