import { useMemo } from 'react';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccountImportId, ImportRow, ImportRowsShown } from '#contract/account-import.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { nothingSelected } from '../../components/data-grid/selection.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { AccountLabels } from '../pool/account-columns.tsx';
import { Verdict } from './verdict.tsx';
import classes from './import.module.css';

type ImportGridProps = {
  readonly importId: AccountImportId;
  readonly show: ImportRowsShown;
  readonly onShowAll: () => void;
};

const nothing = () => undefined;

/** The rows of the file, as they are without their sessions. */
export function ImportGrid({ importId, show, onShowAll }: ImportGridProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const columns = useImportColumns();
  const source = useMemo<GridSource<ImportRow>>(
    () => ({
      key: [...trpc.accountImport.rows.queryKey(), { importId, show }],
      fetch: (offset, limit, signal) =>
        client.accountImport.rows.query({ importId, show, offset, limit }, { signal }),
    }),
    [trpc, client, importId, show],
  );
  return (
    <div className={classes['grid']}>
      <DataGrid
        grid="accounts.import"
        label={t('import.preview.rows')}
        columns={columns}
        source={source}
        rowId={rowNumber}
        rowLabel={(row) => t('import.preview.row', { row: row.row })}
        card={importCard}
        sort={{ column: 'row', descending: false }}
        onSortChange={nothing}
        filtered={show !== 'all'}
        onClearFilters={onShowAll}
        selection={nothingSelected}
        onSelectionChange={nothing}
        openRowId={null}
        onOpenRow={nothing}
        empty={<EmptyState icon={IconFilterOff} title={t('import.preview.none')} />}
      />
    </div>
  );
}

const rowNumber = (row: ImportRow): number => row.row;

const importCard = (row: ImportRow) => (
  <>
    <span className={classes['cardLine']}>
      <span>{row.displayName === '' ? (row.phone ?? '—') : row.displayName}</span>
      <span className={classes['number']}>{row.row}</span>
    </span>
    <span className={classes['cardLine']}>
      <Verdict row={row} />
    </span>
  </>
);

function useImportColumns(): readonly GridColumn<ImportRow>[] {
  const { t } = useTranslation('accounts');
  return useMemo(
    () => [
      {
        id: 'row',
        label: t('import.columns.row'),
        width: 72,
        required: true,
        cell: ({ row }) => <span className={classes['number']}>{row}</span>,
      },
      {
        id: 'verdict',
        label: t('import.columns.verdict'),
        width: 360,
        grow: true,
        required: true,
        cell: (row) => <Verdict row={row} />,
      },
      {
        id: 'displayName',
        label: t('import.columns.displayName'),
        width: 180,
        cell: (row) => row.displayName,
      },
      { id: 'phone', label: t('import.columns.phone'), width: 130, cell: ({ phone }) => phone ?? '—' },
      {
        id: 'fingerprint',
        label: t('import.columns.fingerprint'),
        width: 96,
        cell: ({ fingerprint }) => (
          <span className={classes['digest']}>{fingerprint === null ? '—' : `…${fingerprint}`}</span>
        ),
      },
      {
        id: 'labels',
        label: t('import.columns.labels'),
        width: 150,
        cell: ({ labels }) => <AccountLabels labels={labels} />,
      },
    ],
    [t],
  );
}
