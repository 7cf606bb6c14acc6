import SqliteDatabase from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { containsText } from './containing-text.ts';

const database = new SqliteDatabase(':memory:');
const dialect = new SQLiteSyncDialect();

function contains(value: string | null, text: string): boolean {
  const { sql: statement, params } = dialect.sqlToQuery(sql`select ${containsText(sql`${value}`, text)}`);
  return database.prepare(statement).pluck().get(params) === 1;
}

describe('containsText', () => {
  it.each([
    ['Account 12', 'account 1'],
    ['Иван Петров', 'иВАН'],
    ['иван', 'ИВАН'],
    ['Zoë Ünïcode', 'zoË ü'],
    ['ΑΘΗΝΑ', 'αθηνα'],
    ['Straße 5', 'STRAßE'],
    ['🚀 Ёлка', '🚀 ёЛ'],
    ['a*b?c[d]е^-', '*B?C[D]Е^-'],
    ['100% _х\\', '0% _Х\\'],
    ['any', ''],
  ])('finds in %s: %s', (value, text) => expect(contains(value, text)).toBe(true));

  it.each([
    ['Иван', 'иваны'],
    ['аб', 'а*'],
    ['аxб', 'а?б'],
    ['аxб', 'а_б'],
    ['ab', 'a%'],
    ['ab', 'a_'],
    ['аb', 'а[b]'],
    [null, 'a'],
    [null, 'ж'],
  ])('does not find in %s: %s', (value, text) => expect(contains(value, text)).toBe(false));
});
