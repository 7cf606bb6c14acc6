import { DrizzleQueryError } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OpsdeckError } from '#contract/errors.ts';
import { silentLogger } from '../logging/logger.ts';
import { createComplaints } from './complaints.ts';

let levels: string[] = [];
let complain: (error: unknown) => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  levels = [];
  const logger = silentLogger();
  for (const level of ['debug', 'warn', 'error'] as const) logger[level] = () => void levels.push(level);
  const tell = createComplaints(logger);
  complain = (error) => tell(error, 'the test was interrupted');
});
afterEach(() => {
  vi.useRealTimers();
});

it('a failure is told of once an hour, and each of several', () => {
  for (let turn = 0; turn < 3; turn += 1)
    for (const message of ['the disk is odd', 'a row is odd']) complain(new Error(message));
  vi.advanceTimersByTime(3_600_000);
  complain(new Error('a row is odd'));
  expect(levels).toEqual(['error', 'error', 'debug', 'debug', 'debug', 'debug', 'error']);
});

it('a query that fails is the same failure with other parameters, and another with another cause', () => {
  const missing = new Error('no such column');
  complain(new DrizzleQueryError('select 1', ['2026-01-01'], missing));
  complain(new DrizzleQueryError('select 1', ['2026-01-02'], missing));
  complain(new DrizzleQueryError('select 1', ['2026-01-02'], new Error('permission denied')));
  expect(levels).toEqual(['error', 'debug', 'error']);
});

it('nothing is made of the database being away, and a full disk is a warning', () => {
  complain(new OpsdeckError('BACKEND_UNREACHABLE', { address: 'db', problem: 'nothing listens there' }));
  complain(new OpsdeckError('SHUTTING_DOWN', {}));
  complain(new OpsdeckError('DISK_FULL', { what: 'the database' }));
  expect(levels).toEqual(['debug', 'debug', 'warn']);
});
