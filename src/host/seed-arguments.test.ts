import { describe, expect, test } from 'vitest';
import { businessTableNames } from '#sandbox/business/copy/business-tables.ts';
import { parseSeedArguments, SeedArgumentsWrong } from './seed-arguments.ts';

const now = Date.UTC(2026, 10, 1);
const parse = (text: string) => parseSeedArguments(text === '' ? [] : text.split(' '), now);

describe('the arguments of npm run seed', () => {
  test('need no more than a size', () => {
    expect(parse('--size demo')).toEqual({
      size: 'demo',
      seed: 1,
      until: now,
      replace: false,
      tables: businessTableNames,
    });
  });

  test('take a seed, an end, tables and the leave to replace', () => {
    expect(parse('--size 1m --seed 42 --until 2026-10-01T12:30:00Z --only orders,ratings --replace')).toEqual(
      {
        size: '1m',
        seed: 42,
        until: Date.UTC(2026, 9, 1, 12, 30),
        replace: true,
        tables: ['orders', 'ratings'],
      },
    );
    expect(parse('--size tiny --until 2026-10-01')?.until).toBe(Date.UTC(2026, 9, 1));
    expect(parse('--help')).toBeNull();
  });

  test.for([
    ['', '--size is missing'],
    ['--size huge', 'no size “huge”'],
    ['--size', '--size'],
    ['--size=tiny --size=__proto__', 'no size “__proto__”'],
    ['--size toString', 'no size “toString”'],
    ['--size tiny --seed -1', '--seed'],
    ['--size tiny --seed=-1', '--seed “-1”'],
    ['--size tiny --seed 1e3', '--seed “1e3”'],
    ['--size tiny --seed 99999999999', '--seed'],
    ['--size tiny --seed NaN', '--seed “NaN”'],
    ['--size tiny --until 5', '--until “5”'],
    ['--size tiny --until tomorrow', '--until “tomorrow”'],
    ['--size tiny --until 2026-13-45', '--until “2026-13-45”'],
    ['--size tiny --until 2026-10-01T12:30', '--until'],
    ['--size tiny --until 1970-01-01', 'between 2018 and 2100'],
    ['--size tiny --until 9999-01-01', 'between 2018 and 2100'],
    ['--size tiny --only', '--only'],
    ['--size tiny --only=', 'no table “”'],
    ['--size tiny --only orders;drop', 'no table “orders;drop”'],
    ['--size tiny --only constructor', 'no table “constructor”'],
    ['--size tiny --force', '--force'],
    ['tiny', 'tiny'],
  ] as const)('are refused with a reason: %s', ([text, reason]) => {
    expect(() => parse(text)).toThrow(SeedArgumentsWrong);
    expect(() => parse(text)).toThrow(reason);
  });
});
