import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Removal } from '#contract/account-removals.ts';
import { removalIdSchema, type RemovalId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Section } from '../../components/layout/section.tsx';
import { StatTile, StatTiles } from '../../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { BringBack, RemovalStateBadge, useLogOutWords } from './removal-parts.tsx';
import { isUnsettled, unsettledRefreshMs } from './removal-state.ts';
import { RemovedAccounts } from './removed-accounts.tsx';
import classes from './removed.module.css';

/** One removal: who, when, how many, and what became of each account. */
export function RemovalPage() {
  const { t } = useTranslation('accounts');
  const parameters: Readonly<Record<string, unknown>> = useParams({ strict: false });
  const removalId = removalIdSchema.safeParse(parameters['removalId']);
  if (removalId.success) return <KnownRemoval removalId={removalId.data} />;
  return <ErrorState error={{ code: 'NOT_FOUND', details: { what: t('removed.thisOne') } }} />;
}

function KnownRemoval({ removalId }: { readonly removalId: RemovalId }) {
  const trpc = useTRPC();
  const read = useQuery({
    ...trpc.accounts.removal.queryOptions({ removalId }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isUnsettled(data) ? unsettledRefreshMs : false,
  });
  if (read.data !== undefined) return <RemovalDetails removal={read.data} />;
  if (read.error === null) return <LoadingState lines={8} />;
  return (
    <ErrorState
      error={toConsoleError(read.error)}
      onRetry={() => void read.refetch()}
      retrying={read.isFetching}
    />
  );
}

function RemovalDetails({ removal }: { readonly removal: Removal }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const logOutWords = useLogOutWords();
  const { logOuts } = removal;
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('removed.one')}
        description={
          <span className={classes['subtitle']}>
            <RemovalStateBadge removal={removal} />
            <RelativeTimeText at={removal.removedAt} />
          </span>
        }
        actions={<BringBack removal={removal} />}
      />
      <StatTiles label={t('removed.one')}>
        <StatTile label={t('removed.tiles.removed')} value={integer(removal.accounts)} />
        <StatTile label={t('removed.tiles.restorable')} value={integer(removal.restorable)} />
        <StatTile label={t('removed.tiles.back')} value={integer(removal.restored)} />
        {logOuts === null ? null : (
          <>
            <StatTile label={t('removed.tiles.ended')} value={integer(logOuts.ended)} />
            <StatTile label={t('removed.tiles.waiting')} value={integer(logOuts.waiting)} />
            <StatTile label={t('removed.tiles.givenUp')} value={integer(logOuts.given_up)} />
          </>
        )}
      </StatTiles>
      <Section title={t('removed.about')}>
        <FactList
          facts={[
            { label: t('removed.by'), value: removal.removedBy },
            { label: t('removed.when'), value: <RelativeTimeText at={removal.removedAt} /> },
            {
              label: t('removed.restoredAt'),
              value: <RelativeTimeText at={removal.restoredAt} never={t('removed.notRestored')} />,
            },
            ...(removal.restoredBy === null
              ? []
              : [{ label: t('removed.restoredBy'), value: removal.restoredBy }]),
            { label: t('removed.logOuts'), value: logOutWords(removal) },
          ]}
        />
      </Section>
      <RemovedAccounts key={removal.id} removal={removal} />
    </div>
  );
}
