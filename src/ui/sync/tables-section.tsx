import { Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListedTable, SyncStatus, TableScope } from '#contract/sync.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useMay } from '../app/use-may.ts';
import { DataTable } from '../components/chart/data-table.tsx';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { EmptyState } from '../components/states/empty-state.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import { formatBytes } from '../system/format-bytes.ts';

/** The sizes are counted page by page, which is not done all the time. */
const refreshMs = 10_000;
const windows = [30, 90, 180, 365, 730] as const;

/** What is kept on this device, table by table. */
export function TablesSection({ status }: { readonly status: SyncStatus }) {
  const { t, i18n } = useTranslation('sync');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const tables = useQuery({
    ...trpc.sync.tables.queryOptions(),
    enabled: status.readable,
    refetchInterval: refreshMs,
  });
  const rows = tables.data ?? [];
  return (
    <Section title={t('tables.title')} description={t('tables.description')}>
      {tables.error !== null && tables.data === undefined ? (
        <ErrorState
          error={toConsoleError(tables.error)}
          variant="inline"
          onRetry={() => void tables.refetch()}
          retrying={tables.isFetching}
        />
      ) : status.readable && tables.isPending ? (
        <LoadingState lines={5} />
      ) : rows.length === 0 ? (
        <EmptyState icon={IconTable} title={t('tables.none')}>
          {t('tables.noneText')}
        </EmptyState>
      ) : (
        <DataTable
          label={t('tables.title')}
          stackOnPhone
          columns={[
            { label: t('tables.table') },
            { label: t('tables.rows'), align: 'end' },
            { label: t('tables.size'), align: 'end' },
            { label: t('tables.changed') },
            { label: t('tables.kept') },
          ]}
          rows={rows.map((table) => ({
            id: table.name,
            cells: [
              table.name,
              integer(table.rows),
              formatBytes(table.sizeBytes, i18n.language),
              <RelativeTimeText key="changed" at={table.lastChangeAt} never="—" inTable />,
              <Kept key="kept" table={table} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** How much of a table is kept; to be chosen where it can be cut by time. */
function Kept({ table: { name, scope, canBeCut } }: { readonly table: ListedTable }) {
  const { t } = useTranslation('sync');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const mayManage = useMay('sync:manage');
  const setScope = useMutation(
    trpc.sync.setScope.mutationOptions({
      onSuccess: () => show(t('tables.saved')),
      onError: showError,
      onSettled: () => queryClient.invalidateQueries(trpc.sync.tables.queryFilter()),
    }),
  );
  const words = (kept: TableScope) =>
    kept.kind === 'all' ? t('tables.all') : t('tables.days', { count: kept.days });
  if (!canBeCut || !mayManage) return words(scope);
  const chosen = scope.kind === 'all' ? 'all' : String(scope.days);
  const days = [...new Set([...windows, ...(scope.kind === 'all' ? [] : [scope.days])])].toSorted(
    (one, other) => one - other,
  );
  return (
    <Select
      aria-label={t('tables.choose', { table: name })}
      size="xs"
      w={150}
      allowDeselect={false}
      value={chosen}
      disabled={setScope.isPending}
      data={[
        ...days.map((count) => ({ value: String(count), label: t('tables.days', { count }) })),
        { value: 'all', label: t('tables.all') },
      ]}
      onChange={(value) => {
        if (value === null || value === chosen) return;
        const next: TableScope = value === 'all' ? { kind: 'all' } : { kind: 'window', days: Number(value) };
        setScope.mutate({ table: name, scope: next });
      }}
    />
  );
}
