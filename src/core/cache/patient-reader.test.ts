import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../logging/logger.ts';
import { PatientReader } from './patient-reader.ts';

let folder: string;
let reader: PatientReader;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-patient-'));
  const file = path.join(folder, 'cache.sqlite');
  const database = new Database(file);
  database.exec('create table things (id integer primary key); insert into things values (1), (2)');
  database.close();
  reader = new PatientReader(silentLogger());
  reader.open(file);
});
afterAll(async () => {
  await reader.close();
  rmSync(folder, { recursive: true, force: true });
});

const quick = [{ text: 'select id from things order by id', values: [] }];
/** Never ends by itself. */
const endless = [
  {
    text: 'with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n',
    values: [],
  },
];

test('what is endless ends when whoever asked has left, and the next in line is answered', async () => {
  const leaving = new AbortController();
  const left = reader.read(endless, leaving.signal);
  const next = reader.read(quick, undefined);
  const outcome = expect(left).rejects.toMatchObject({ code: 'LEFT' });
  setTimeout(() => leaving.abort(), 100);
  await outcome;
  expect(await next).toEqual([[{ id: 1 }, { id: 2 }]]);
});

test('who has left before their turn costs nothing, and keeps nobody from theirs', async () => {
  const gone = reader.read(endless, AbortSignal.abort());
  const next = reader.read(quick, undefined);
  await expect(gone).rejects.toMatchObject({ code: 'LEFT' });
  expect(await next).toEqual([[{ id: 1 }, { id: 2 }]]);
});

test('a mistake of one is not the next one’s', async () => {
  const wrong = reader.read([{ text: 'select id from nowhere', values: [] }], undefined);
  const next = reader.read(quick, undefined);
  await expect(wrong).rejects.toThrow(/nowhere/);
  expect(await next).toEqual([[{ id: 1 }, { id: 2 }]]);
});
