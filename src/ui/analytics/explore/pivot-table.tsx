import { useRef } from 'react';
import { ActionIcon, Box } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFilter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type {
  ExploreAnswer,
  ExploreLine,
  ExploreOrder,
  ExploreQuery,
} from '#contract/metrics/explore/explore-query.ts';
import { totalOver } from '#contract/metrics/explore/totals.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import { useRowsLink } from '../rows-anchor.tsx';
import { ExploreCell } from './explore-cell.tsx';
import { type ExploreSearch, onlyThis } from './explore-search.ts';
import classes from './explore.module.css';
import { useAxisLabel } from './use-axis-label.ts';

type PivotTableProps = {
  readonly label: string;
  readonly query: ExploreQuery;
  readonly answer: ExploreAnswer;
  readonly onChange: (change: Partial<ExploreSearch>) => void;
};

/** Rows × columns with what they add up to; only what is seen is drawn, whatever there is. */
export function PivotTable({ label, query, answer, onChange }: PivotTableProps) {
  const { t } = useTranslation('analytics');
  const place = useRef<HTMLDivElement>(null);
  const linkOf = useRowsLink();
  const { rows, columns, cells, comparedCells, rowTotals } = answer;
  const height = comparedCells === null ? 31 : 47;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => height,
    overscan: 12,
    initialRect: { width: 800, height: 520 },
  });
  const rowLabel = useAxisLabel(query.rows, query.granularity);
  const columnLabel = useAxisLabel(query.columns ?? 'period', query.granularity);
  const metric = metricOf(query.metric);
  const shown = virtual.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const most = Math.max(0, ...cells.flat().map((value) => Math.abs(Number(value ?? 0))));
  const width = columns.length + (rowTotals === null ? 1 : 2);
  const order = query.order ?? usualOrder(query);
  const totalWord =
    query.columns === null ? metric.label : t(rowTotals === 'overall' ? 'explore.overall' : 'explore.total');
  const sortable = (what: string, by: Wanted, align: 'start' | 'end', key: string) => {
    const isTotal = by.by === 'total' && query.columns !== null;
    const isSorted =
      order.by === by.by && (order.by !== 'column' || by.by !== 'column' || order.key === by.key);
    const Arrow = order.descending ? IconArrowDown : IconArrowUp;
    return (
      <th
        key={key}
        scope="col"
        data-align={align}
        data-total={isTotal || undefined}
        aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : undefined}
      >
        <button
          type="button"
          title={t('explore.sortBy', { what })}
          onClick={() =>
            onChange({ order: { ...by, descending: isSorted ? !order.descending : by.by !== 'name' } })
          }
        >
          <bdi>{what}</bdi>
          {isSorted ? <Arrow size={12} aria-hidden /> : null}
        </button>
      </th>
    );
  };
  const cell = (
    key: string,
    places: { row: ExploreLine | null; column: ExploreLine | null },
    value: string | null,
    before: string | null | undefined,
    isTotal = false,
  ) => (
    <Box
      component="td"
      key={key}
      data-total={isTotal || undefined}
      __vars={{
        '--share': isTotal || most === 0 ? '0' : String(Math.abs(Number(value ?? 0)) / most),
      }}
    >
      <ExploreCell
        query={query}
        answer={answer}
        places={places}
        value={value}
        before={before}
        linkOf={linkOf}
      />
    </Box>
  );
  return (
    <div ref={place} className={classes['scroll']} tabIndex={0} role="group" aria-label={label}>
      <table className={classes['pivot']} aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {sortable(t(`explore.axes.${query.rows}`), { by: 'name' }, 'start', 'name')}
            {columns.map((column) =>
              sortable(columnLabel(column), { by: 'column', key: column.key }, 'end', column.key),
            )}
            {rowTotals === null ? null : sortable(totalWord, { by: 'total' }, 'end', 'total')}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <Spacer height={above} width={width} /> : null}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr key={row.key} style={{ height }} aria-rowindex={index + 2}>
                <th scope="row">
                  <RowName query={query} line={row} label={rowLabel(row)} onChange={onChange} />
                </th>
                {columns.map((column, at) =>
                  cell(
                    column.key,
                    { row, column },
                    cells[index]?.[at] ?? null,
                    comparedCells === null ? undefined : comparedCells[index]?.[at],
                  ),
                )}
                {rowTotals === null
                  ? null
                  : cell(
                      'total',
                      { row, column: null },
                      row.total,
                      comparedCells === null ? undefined : row.comparedTotal,
                      query.columns !== null,
                    )}
              </tr>
            );
          })}
          {below > 0 ? <Spacer height={below} width={width} /> : null}
        </tbody>
        <Totals query={query} answer={answer} />
      </table>
    </div>
  );
}

type Wanted =
  { readonly by: 'name' } | { readonly by: 'total' } | { readonly by: 'column'; readonly key: string };

function usualOrder({ rows, metric, columns }: ExploreQuery): ExploreOrder {
  if (rows === 'period') return { by: 'name', descending: false };
  if (totalOver(metric, columns) !== null) return { by: 'total', descending: true };
  return { by: 'column', key: '', descending: true };
}

/** In the place of rows that are not drawn. */
function Spacer({ height, width }: { readonly height: number; readonly width: number }) {
  return (
    <tr aria-hidden style={{ height }}>
      <td colSpan={width} className={classes['spacer']}>
        {' '}
      </td>
    </tr>
  );
}

type RowNameProps = {
  readonly query: ExploreQuery;
  readonly line: ExploreLine;
  readonly label: string;
  readonly onChange: PivotTableProps['onChange'];
};

/** A channel or a customer has a dashboard of its own; any value can be what all is narrowed to. */
function RowName({ query: { rows }, line, label, onChange }: RowNameProps) {
  const { t } = useTranslation('analytics');
  const only = onlyThis(rows, line.key);
  const hasPage = (rows === 'channel' || rows === 'advertiser' || rows === 'editor') && line.key !== '';
  return (
    <span className={classes['name']}>
      {hasPage ? (
        <Link to={`/analytics/${rows}`} search={{ of: Number(line.key) }} title={label}>
          <bdi>{label}</bdi>
        </Link>
      ) : (
        <span title={label}>{label}</span>
      )}
      {only === null ? null : (
        <ActionIcon
          size={20}
          variant="subtle"
          color="gray"
          aria-label={t('explore.only', { what: label })}
          onClick={() => onChange(only)}
        >
          <IconFilter size={13} aria-hidden />
        </ActionIcon>
      )}
    </span>
  );
}

function Totals({ query, answer }: { readonly query: ExploreQuery; readonly answer: ExploreAnswer }) {
  const { t } = useTranslation('analytics');
  const linkOf = useRowsLink();
  const { columns, columnTotals, grandTotal, total, comparedTotal, comparedCells, rowTotals } = answer;
  if (columnTotals === null && grandTotal === null) return null;
  const compares = comparedCells !== null;
  const kind = columnTotals ?? grandTotal;
  return (
    <tfoot>
      <tr>
        <th scope="row" title={kind === 'overall' ? t('explore.overallHint') : undefined}>
          {t(kind === 'overall' ? 'explore.overall' : 'explore.total')}
        </th>
        {columns.map((column) => (
          <td key={column.key}>
            {columnTotals === null ? null : (
              <ExploreCell
                query={query}
                answer={answer}
                places={{ row: null, column }}
                value={column.total}
                before={compares ? column.comparedTotal : undefined}
                linkOf={linkOf}
              />
            )}
          </td>
        ))}
        {rowTotals === null ? null : (
          <td data-total={columns.length > 0 || undefined}>
            {grandTotal === null ? null : (
              <ExploreCell
                query={query}
                answer={answer}
                places={{ row: null, column: null }}
                value={total}
                before={compares ? comparedTotal : undefined}
                linkOf={linkOf}
              />
            )}
          </td>
        )}
      </tr>
    </tfoot>
  );
}
