import { useMemo, useState } from 'react';
import { IconId, IconPlus, IconShieldCheck, IconProgressCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VerificationId } from '#contract/ids.ts';
import {
  expiringWithinDays,
  type Verification,
  type VerificationQueue,
  verificationQueues,
} from '#contract/marketplace/verification.ts';
import { verificationKinds, verificationStates } from '#contract/marketplace/verification-states.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import type { GridSelection, GridSort } from '../../components/data-grid/grid-types.ts';
import { nothingSelected } from '../../components/data-grid/selection.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { StatTile, StatTiles } from '../../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { relativeText } from '../../components/time/relative-time.ts';
import type { Tone } from '../../components/tone/tone.ts';
import classes from '../marketplace.module.css';
import { OpenRequest } from './open-request.tsx';
import { RequestDrawer } from './request-drawer.tsx';
import { useVerificationColumns, VerificationCard } from './verification-columns.tsx';
import { noFilter, verificationFilter, verificationSearchSchema } from './verification-search.ts';

const requestId = (request: Verification): VerificationId => request.id;
const requestCard = (request: Verification) => <VerificationCard request={request} />;
/** A queue has the one order that it is worked off in. */
const queueOrder: GridSort = { column: 'queue', descending: false };
const refreshMs = 15_000;

/** Who waits to be verified, who is at work on whom, what was decided, and which approvals end soon. */
export function VerificationPage() {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const mayHandIn = useMay('marketplace:write');
  const [search, setSearch] = useSearchState(verificationSearchSchema);
  const queue = search.queue ?? 'waiting';
  const filter = useMemo(() => verificationFilter(search), [search]);
  const [selection, setSelection] = useState<GridSelection<VerificationId>>(nothingSelected);
  const columns = useVerificationColumns(queue);
  const source = useMemo<GridSource<Verification>>(
    () => ({
      key: [...trpc.verification.queue.queryKey(), 'grid', { queue, filter }],
      fetch: (offset, limit, signal) =>
        client.verification.queue.query({ queue, filter, offset, limit }, { signal }),
    }),
    [trpc, client, queue, filter],
  );
  const filtered = filter.search !== '' || filter.kinds.length > 0 || filter.states.length > 0;
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('page')}
        actions={
          <GuardedButton
            leftSection={<IconPlus size={16} aria-hidden />}
            reason={mayHandIn ? null : t('drawer.mayNotHandIn')}
            onClick={() => setSearch({ add: true })}
          >
            {t('new')}
          </GuardedButton>
        }
      />
      <Queues
        queue={queue}
        onChange={(next) => setSearch({ queue: next === 'waiting' ? undefined : next, state: undefined })}
      />
      <DataGrid
        grid={`verification-${queue}`}
        label={t(`queues.${queue}`)}
        columns={columns}
        source={source}
        rowId={requestId}
        rowLabel={({ id }) => t('request', { id })}
        card={requestCard}
        sort={queueOrder}
        onSortChange={() => undefined}
        filters={
          <>
            <GridSearch
              value={filter.search}
              onChange={(q) => setSearch({ q: q === '' ? undefined : q })}
              placeholder={t('filters.search')}
            />
            <ChoiceFilter
              label={t('filters.kind')}
              icon={<IconId size={15} aria-hidden />}
              choices={verificationKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
              chosen={filter.kinds}
              onChange={(kind) => setSearch({ kind: kind.length === 0 ? undefined : kind })}
            />
            {queue === 'decided' ? (
              <ChoiceFilter
                label={t('filters.state')}
                icon={<IconProgressCheck size={15} aria-hidden />}
                choices={verificationStates.slice(2).map((state) => ({
                  value: state,
                  label: t(`states.${state}`),
                }))}
                chosen={filter.states}
                onChange={(state) => setSearch({ state: state.length === 0 ? undefined : state })}
              />
            ) : null}
          </>
        }
        filtered={filtered}
        onClearFilters={() => setSearch(noFilter)}
        views="verification"
        selection={selection}
        onSelectionChange={setSelection}
        exported={{ table: 'verifications', input: { queue, filter } }}
        openRowId={search.request ?? null}
        onOpenRow={({ id }) => setSearch({ request: id })}
        empty={
          <EmptyState icon={IconShieldCheck} title={t(`empty.${queue}`)}>
            {t('empty.text')}
          </EmptyState>
        }
      />
      <RequestDrawer id={search.request ?? null} onClose={() => setSearch({ request: undefined })} />
      <OpenRequest
        opened={search.add === true}
        customerId={null}
        onClose={() => setSearch({ add: undefined })}
        onOpened={(id) => setSearch({ add: undefined, queue: undefined, request: id })}
      />
    </div>
  );
}

const tones: Readonly<Record<VerificationQueue, Tone>> = {
  waiting: 'caution',
  in_review: 'info',
  decided: 'neutral',
  expiring: 'serious',
};

type QueuesProps = {
  readonly queue: VerificationQueue;
  readonly onChange: (queue: VerificationQueue) => void;
};

function Queues({ queue, onChange }: QueuesProps) {
  const { t, i18n } = useTranslation('verification');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.verification.counts.queryOptions(), refetchInterval: refreshMs });
  const hint = (each: VerificationQueue): string | undefined => {
    if (each === 'expiring') return t('queues.within', { days: expiringWithinDays });
    if (each !== 'waiting' || data === undefined || data.oldestWaiting === null) return undefined;
    return t('queues.oldest', { age: relativeText(data.oldestWaiting, Date.now(), i18n.language) });
  };
  return (
    <StatTiles label={t('queues.label')}>
      {verificationQueues.map((each) => {
        const words = hint(each);
        return (
          <StatTile
            key={each}
            label={t(`queues.${each}`)}
            value={data === undefined ? undefined : integer(data[each])}
            tone={tones[each]}
            active={each === queue}
            onClick={() => onChange(each)}
            {...(words === undefined ? {} : { hint: words })}
          />
        );
      })}
    </StatTiles>
  );
}
