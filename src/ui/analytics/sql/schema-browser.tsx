import { useState } from 'react';
import { Skeleton, TextInput } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type SqlTable, sqlTableKinds } from '#contract/sql-console.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { matchingTables } from './matching-tables.ts';
import classes from './sql.module.css';

type SchemaBrowserProps = {
  /** Undefined while they are being read. */
  readonly tables: readonly SqlTable[] | undefined;
  readonly onInsert: (name: string) => void;
};

/** The tables that can be asked; a click on a name puts it into the statement. */
export function SchemaBrowser({ tables, onInsert }: SchemaBrowserProps) {
  const { t } = useTranslation('analytics');
  const [search, setSearch] = useState('');
  const found = matchingTables(tables ?? [], search);
  return (
    <div className={classes['schema']}>
      <TextInput
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder={t('sql.schema.find')}
        aria-label={t('sql.schema.find')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes['tables']} tabIndex={0} role="group" aria-label={t('sql.schema.title')}>
        {tables === undefined
          ? Array.from({ length: 12 }, (_, at) => <Skeleton key={at} height={14} my={8} />)
          : null}
        {tables !== undefined && found.length === 0 ? <p>{t('sql.schema.none')}</p> : null}
        {sqlTableKinds.map((kind) => {
          const ofKind = found.filter((table) => table.kind === kind);
          if (ofKind.length === 0) return null;
          return (
            <div key={kind}>
              <h3>{t(`sql.schema.kinds.${kind}`)}</h3>
              {ofKind.map((table) => (
                <Table key={table.name} table={table} isOpen={search.trim().length > 1} onInsert={onInsert} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

type TableProps = {
  readonly table: SqlTable;
  readonly isOpen: boolean;
  readonly onInsert: SchemaBrowserProps['onInsert'];
};

function Table({ table, isOpen, onInsert }: TableProps) {
  const { t } = useTranslation('analytics');
  const { integer } = useNumberFormats();
  const [opened, setOpened] = useState(false);
  const shown = opened || isOpen;
  const { name, rows, columns, indexes } = table;
  return (
    <div className={classes['tableEntry']}>
      <div className={classes['tableLine']}>
        <button
          type="button"
          className={classes['fold']}
          aria-expanded={shown}
          aria-label={name}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronRight size={13} aria-hidden />
        </button>
        <NameButton name={name} onInsert={onInsert} />
        <span className={classes['quiet']}>{rows === null ? '1M+' : integer(rows)}</span>
      </div>
      {shown ? (
        <ul>
          {columns.map((column) => (
            <li key={column.name} title={t(`sql.kinds.${column.kind}`)}>
              <NameButton name={column.name} onInsert={onInsert} />
              <span className={classes['quiet']}>
                {column.kind === 'unknown' ? column.type.toLowerCase() : column.kind}
                {column.key > 0 ? ` · ${t('sql.schema.key')}` : ''}
              </span>
            </li>
          ))}
          {indexes.map((index) => (
            <li key={index.name} className={classes['quiet']}>
              {t('sql.schema.index', { name: index.name, columns: index.columns.join(', ') })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function NameButton({
  name,
  onInsert,
}: {
  readonly name: string;
  readonly onInsert: (name: string) => void;
}) {
  const { t } = useTranslation('analytics');
  return (
    <button
      type="button"
      className={classes['insert']}
      aria-label={t('sql.schema.insert', { name })}
      onClick={() => onInsert(name)}
    >
      {name}
    </button>
  );
}
