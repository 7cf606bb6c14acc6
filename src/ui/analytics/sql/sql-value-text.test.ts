import { expect, test } from 'vitest';
import type { SqlColumn, SqlKind } from '#contract/sql-console.ts';
import { type SqlHistoryEntry, withEntry } from './sql-history.ts';
import { csvOf, sqlValueText } from './sql-value-text.ts';

const column = (kind: SqlKind): SqlColumn => ({ name: 'x', kind });

test('micros are amounts, exact however large, and numbers as stored on demand', () => {
  expect(sqlValueText(12_500_000, column('micros'), 'en', false)).toBe('12.50');
  expect(sqlValueText(-1, column('micros'), 'en', false)).toBe('−0.000001');
  expect(sqlValueText('9007199254740993000001', column('micros'), 'en', false)).toBe(
    '9,007,199,254,740,993.000001',
  );
  expect(sqlValueText(12_500_000, column('micros'), 'en', true)).toBe('12500000');
});

test('instants are dates, unless they cannot be', () => {
  expect(sqlValueText(0, column('instant'), 'en', false)).toMatch(/1970|1969/);
  expect(sqlValueText(9e15, column('instant'), 'en', false)).toBe('9000000000000000');
  expect(sqlValueText(null, column('instant'), 'en', false)).toBeNull();
});

test('CSV is quoted, and runs nothing', () => {
  const columns = [column('text'), column('integer')];
  expect(
    csvOf(columns, [
      ['=1+1', -5],
      ['a,"b"\nc', null],
      ['-12', 1],
    ]),
  ).toBe(`x,x\r\n'=1+1,-5\r\n"a,""b""\nc",\r\n-12,1`);
});

const entry = (text: string): SqlHistoryEntry => ({ text, at: 0, rows: 1, ms: 1 });

test('history has each statement once, the newest first, and an end', () => {
  let entries: readonly SqlHistoryEntry[] = [];
  for (let at = 0; at < 60; at += 1) entries = withEntry(entries, entry(`select ${at}`));
  entries = withEntry(entries, entry('select 20'));
  expect(entries).toHaveLength(50);
  expect(entries.slice(0, 2).map(({ text }) => text)).toEqual(['select 20', 'select 59']);
  expect(withEntry(entries, entry('x'.repeat(10_001)))).toBe(entries);
});
