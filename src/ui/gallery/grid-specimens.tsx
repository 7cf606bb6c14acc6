import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { TRPCClientError } from '@trpc/client';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '../components/data-grid/data-grid.tsx';
import type { GridColumn, GridPage, GridSelection, GridSort } from '../components/data-grid/grid-types.ts';
import { GridSearch } from '../components/data-grid/grid-search.tsx';
import { nothingSelected } from '../components/data-grid/selection.ts';
import type { GridSource } from '../components/data-grid/use-grid-pages.ts';
import { EmptyState } from '../components/states/empty-state.tsx';
import { Specimen } from './specimen.tsx';
import classes from './gallery.module.css';

type SampleRow = { readonly id: number; readonly value: number };
type SampleState = 'rows' | 'empty' | 'loading' | 'error';

const manyRows = 100_000;
const states = ['rows', 'empty', 'loading', 'error'] as const;

/** Answers as a server would, without one: the rows are computed from their place. */
function fetchSample(state: SampleState, search: string, { descending }: GridSort) {
  return (offset: number, limit: number): Promise<GridPage<SampleRow>> => {
    if (state === 'loading') return new Promise(() => undefined);
    if (state === 'error') return Promise.reject(TRPCClientError.from(new Error('No answer.')));
    if (state === 'empty' || search !== '') return Promise.resolve({ rows: [], total: 0 });
    const rows = Array.from({ length: Math.min(limit, manyRows - offset) }, (_, place) => {
      const id = descending ? manyRows - offset - place : offset + place + 1;
      return { id, value: (id * 7_919) % 1_000 };
    });
    return Promise.resolve({ rows, total: manyRows });
  };
}

export function GridSpecimens() {
  return (
    <div className={classes['specimens']}>
      {states.map((state) => (
        <Specimen key={state} name={`data grid, ${state}`} wide={state === 'rows'}>
          <SampleGrid state={state} />
        </Specimen>
      ))}
    </div>
  );
}

function SampleCard({ id }: { readonly id: number }) {
  const { t } = useTranslation('gallery');
  return <span>{t('samples.row', { id })}</span>;
}

const sampleCard = (row: SampleRow) => <SampleCard id={row.id} />;

function SampleGrid({ state }: { readonly state: SampleState }) {
  const { t } = useTranslation('gallery');
  const [sort, setSort] = useState<GridSort>({ column: 'id', descending: false });
  const [selection, setSelection] = useState<GridSelection<number>>(nothingSelected);
  const [opened, setOpened] = useState<number | null>(null);
  const [search, setSearch] = useState('');
  const columns = useMemo<readonly GridColumn<SampleRow>[]>(
    () => [
      { id: 'id', label: t('samples.id'), width: 120, sortable: true, required: true, cell: (row) => row.id },
      {
        id: 'name',
        label: t('samples.name'),
        width: 240,
        grow: true,
        cell: (row) => t('samples.row', { id: row.id }),
      },
      { id: 'value', label: t('samples.value'), width: 120, align: 'end', cell: (row) => row.value },
    ],
    [t],
  );
  const source = useMemo<GridSource<SampleRow>>(
    () => ({ key: ['gallery', state, search, sort], fetch: fetchSample(state, search, sort) }),
    [state, search, sort],
  );
  return (
    <div className={classes['gridStage']}>
      <DataGrid
        grid={`gallery.${state}`}
        label={t('samples.grid', { state })}
        columns={columns}
        source={source}
        rowId={(row) => row.id}
        rowLabel={(row) => t('samples.row', { id: row.id })}
        card={sampleCard}
        sort={sort}
        onSortChange={setSort}
        filters={
          state === 'rows' ? (
            <GridSearch value={search} onChange={setSearch} placeholder={t('samples.search')} />
          ) : null
        }
        filtered={search !== ''}
        onClearFilters={() => setSearch('')}
        selection={selection}
        onSelectionChange={setSelection}
        bulkActions={<Button size="compact-sm">{t('samples.action')}</Button>}
        openRowId={opened}
        onOpenRow={(row) => setOpened(row.id)}
        empty={<EmptyState icon={IconInbox} title={t('samples.emptyTitle')} />}
      />
    </div>
  );
}
