import { useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { SqlResult } from '#contract/sql-console.ts';
import { isNumeric, sqlValueText } from './sql-value-text.ts';
import classes from './sql.module.css';

const height = 28;
const shownCharacters = 300;

type ResultTableProps = { readonly result: SqlResult; readonly raw: boolean };

/** An answer as a grid; only what is seen is drawn. */
export function ResultTable({ result, raw }: ResultTableProps) {
  const { t, i18n } = useTranslation('analytics');
  const place = useRef<HTMLDivElement>(null);
  const { rows } = result;
  // Two columns may have the same name.
  const columns = result.columns.map((column, at) => ({ ...column, at, id: `${column.name} ${at}` }));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => height,
    overscan: 15,
    initialRect: { width: 800, height: 480 },
  });
  const shown = virtual.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const spacer = (size: number) =>
    size > 0 ? (
      <tr aria-hidden style={{ height: size }}>
        <td colSpan={columns.length + 1} className={classes['spacer']}>
          {' '}
        </td>
      </tr>
    ) : null;
  return (
    <div ref={place} className={classes['result']} tabIndex={0} role="group" aria-label={t('sql.result')}>
      <table aria-label={t('sql.result')} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col" aria-label="#">
              #
            </th>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                data-align={isNumeric(column) ? 'end' : undefined}
                title={t(`sql.kinds.${column.kind}`)}
              >
                {column.name}
                <span className={classes['kind']}>{column.kind === 'unknown' ? '' : column.kind}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spacer(above)}
          {shown.map(({ index }) => (
            <tr key={index} style={{ height }} aria-rowindex={index + 2}>
              <th scope="row">{index + 1}</th>
              {columns.map((column) => {
                const value = rows[index]?.[column.at] ?? null;
                const text = sqlValueText(value, column, i18n.language, raw);
                return (
                  <td
                    key={column.id}
                    data-align={isNumeric(column) ? 'end' : undefined}
                    title={value === null ? undefined : String(value).slice(0, 1_000)}
                  >
                    {text === null ? (
                      <span className={classes['quiet']}>{t('sql.nothing')}</span>
                    ) : (
                      <bdi>{text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text}</bdi>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
          {spacer(below)}
        </tbody>
      </table>
    </div>
  );
}
