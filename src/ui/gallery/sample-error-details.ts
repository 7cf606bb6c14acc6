import { errorCatalogue, type AnyErrorDetails, type ErrorCode } from '#contract/errors.ts';

/** Something plausible for each placeholder of the catalogue. */
const samples: Readonly<Record<string, string | number>> = {
  problem: 'it is longer than 128 characters',
  permission: 'accounts:write',
  role: 'read_only',
  origin: 'http://example.com',
  what: 'Account 4711',
  reference: 'P-7KQ2M9XA',
  key: 'OPSDECK_PORT',
  source: 'the environment',
  path: '/var/lib/opsdeck',
  pid: 4711,
  host: '127.0.0.1',
  port: 8080,
  address: 'db.example.com:5432/opsdeck',
  user: 'opsdeck',
  found: '14.2',
  needed: '15',
  known: '0007',
  log: '/var/lib/opsdeck/postgres.log',
  migration: '0007_views',
  server: '149.154.167.50:443',
  id: 4711,
  name: 'Limited accounts',
  megabytes: 64,
  rows: '200,000',
  bad: 12,
  seconds: 42,
  reason: 'USER_DEACTIVATED_BAN',
  number: 20,
  expected: 25,
  holder: 'desk-2',
  by: 'Ann',
  status: 'completed',
  move: 'reject',
  act: 'reinstate',
  secondsAgo: 12,
  account: 'wallet',
  customer: 4711,
  why: 'it is sold out',
  state: 'completed',
  metric: 'Orders',
  dimensions: 'channel, category',
  currency: 'USD',
  days: 90,
  decision: 'approve',
  given: 'EUR',
  most: 12,
  slot: '2 December, 12:00–18:00 UTC',
  title: 'Coffee Breaks',
  username: 'coffee_breaks',
  line: 3,
  column: 14,
};

/** Details that fill the texts of a code. */
export function sampleDetails(code: ErrorCode): AnyErrorDetails {
  const { message, advice } = errorCatalogue[code];
  const names = [...`${message} ${advice}`.matchAll(/\{\{(\w+)\}\}/g)].flatMap((match) => match[1] ?? []);
  return Object.fromEntries(names.map((name) => [name, samples[name] ?? `{{${name}}}`]));
}
