import { describe, expect, test } from 'vitest';
import { onlyReads } from './only-reads.ts';
import { lineAndColumn, sqlTokens } from './sql-tokens.ts';

describe('only what reads is let through', () => {
  test.each([
    ['select 1', 'select 1'],
    ['  -- all of them\n select * from orders ;  ', 'select * from orders'],
    ['WITH a AS (SELECT 1) SELECT * FROM a', 'WITH a AS (SELECT 1) SELECT * FROM a'],
    ['values (1), (2);;', 'values (1), (2)'],
    ['explain query plan select 1', 'select 1'],
    ['/* ; drop */ EXPLAIN SELECT ";" /* x */', 'SELECT ";"'],
  ])('%s', (text, inner) => {
    expect(onlyReads(text)).toMatchObject({ inner });
  });

  test.each([
    ['', 'there is no statement in it'],
    ['-- nothing', 'there is no statement in it'],
    ['pragma query_only = 0', 'it begins with PRAGMA'],
    ['explain pragma query_only = 0', 'it begins with EXPLAIN'],
    ['explain query plan attach "x" as y', 'it begins with EXPLAIN'],
    [`attach 'other.sqlite' as other`, 'it begins with ATTACH'],
    ['/**/ delete from orders', 'it begins with DELETE'],
    ['vacuum into "copy"', 'it begins with VACUUM'],
    ['begin', 'it begins with BEGIN'],
    ['select 1; drop table orders', 'it is more than one statement'],
    [`select load_extension('x')`, 'load_extension cannot be used here'],
    ['select * from "PRAGMA_database_list"', 'PRAGMA_database_list cannot be used here'],
    ['select * from [dbstat]', 'dbstat cannot be used here'],
  ])('not %s', (text, problem) => {
    expect(onlyReads(text)).toEqual({ problem });
  });

  test('a word within a text is only a text', () => {
    expect(onlyReads(`select 'pragma_x; drop table y' as "a;b"`)).toMatchObject({ text: expect.any(String) });
  });
});

test('tokens know where they are, whatever surrounds them', () => {
  const text = `select 'it''s' -- no\n, "a ""b""" x /* y */ from größe where a<=1.5e3`;
  expect(sqlTokens(text).map(({ value }) => value)).toEqual([
    'select',
    `'it''s'`,
    ',',
    'a ""b""',
    'x',
    'from',
    'größe',
    'where',
    'a',
    '<=',
    '1.5e3',
  ]);
  for (const { from, to } of sqlTokens(text)) expect(text.slice(from, to)).not.toBe('');
  expect(lineAndColumn(text, text.indexOf('größe'))).toEqual({ line: 2, column: 28 });
});
