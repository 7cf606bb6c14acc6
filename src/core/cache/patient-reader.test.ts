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
/** Takes some tenths of a second. */
const slow = [
  {
    text: 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) select max(i) as most from n',
    values: [],
  },
];

test('questions are answered one after the other; of one whose asker left meanwhile nothing is read', async () => {
  const leaving = new AbortController();
  const ended: string[] = [];
  const told = async (name: string, reading: Promise<unknown>): Promise<unknown> => {
    const answer = await reading.catch((error: unknown) => error);
    ended.push(name);
    return answer;
  };
  const all = Promise.all([
    told('first', reader.read(slow, undefined)),
    told('left', reader.read(slow, leaving.signal)),
    told('last', reader.read(quick, undefined)),
  ]);
  leaving.abort();
  expect(await all).toMatchObject([[[{ most: 1_000_000 }]], { code: 'LEFT' }, [[{ id: 1 }, { id: 2 }]]]);
  expect(ended).toEqual(['first', 'left', 'last']);
});

test('who has left before their turn costs nothing, and keeps nobody from theirs', async () => {
  const gone = reader.read(slow, AbortSignal.abort());
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
