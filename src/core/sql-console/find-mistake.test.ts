import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { findMistake, type Judge } from './find-mistake.ts';

const database = new SqliteDatabase(':memory:');
database.exec('create table orders (id integer primary key, price_micros integer)');

const judge: Judge = (text) => {
  try {
    database.prepare(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** The text has a mark where the mistake is. */
test.each([
  'select id ¦form orders', // an alias, then a word that does not belong
  'select id\nfrom orders\nwhere ¦= 3',
  'select ¦amount from orders',
  'select id from ¦order_list where id > 1',
  `select ¦median_of(id) from orders`,
  'select o.id, ¦o.name from orders o',
  'select (1 + 2¦',
  'select 1 + ¦) from orders',
  'with a as (select 1) ¦selct * from a',
])('%s', (marked) => {
  const text = marked.replace('¦', '');
  const message = judge(text);
  const found = findMistake(text, message ?? '', judge);
  if (message === null || message.includes('incomplete input')) expect(found).toBeNull();
  else if (marked === 'select id ¦form orders') expect(text.slice(found ?? 0)).toBe('orders');
  else expect(found).toBe(marked.indexOf('¦'));
});
