import { expect, test } from 'vitest';
import { parsePostmaster } from './postmaster-file.ts';

const complete = [
  '4711',
  '/data/cluster',
  '1700000000',
  '54321',
  '',
  '127.0.0.1',
  ' 12345 67',
  'ready   ',
  '',
];

test('a complete file of a running server', () => {
  expect(parsePostmaster(complete.join('\n'))).toEqual({ pid: 4711, port: 54321, ready: true });
});

test('a server that is still starting', () => {
  expect(parsePostmaster(complete.with(7, 'starting').join('\n'))).toEqual({
    pid: 4711,
    port: 54321,
    ready: false,
  });
  expect(parsePostmaster(complete.slice(0, 5).join('\n'))).toEqual({ pid: 4711, port: 54321, ready: false });
});

test.each(['', '4711\n', 'not a number\n\n\n54321\n', '-4711\n/data\n1\n54321\n'])(
  'half a file is none: %j',
  (text) => {
    expect(parsePostmaster(text)).toBeNull();
  },
);
