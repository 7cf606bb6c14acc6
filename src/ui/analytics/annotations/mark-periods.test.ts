import { describe, expect, test } from 'vitest';
import { type Annotation, annotationSchema } from '#contract/metrics/annotations.ts';
import { markPeriods } from './mark-periods.ts';
import { periodsOfStarts } from './periods-of-starts.ts';

const rules = (day: string): Annotation =>
  annotationSchema.parse({
    kind: 'risk_rules',
    key: `risk_rules:${day}`,
    day,
    at: Date.parse(day),
    by: 'Ann',
  });

const weeks = [
  // The first and the last are broken by the range.
  { range: { from: '2026-03-04', to: '2026-03-08' } },
  { range: { from: '2026-03-09', to: '2026-03-15' } },
  { range: { from: '2026-03-16', to: '2026-03-17' } },
];

describe('markPeriods', () => {
  test('puts each day into its period, several of one into one mark', () => {
    const days = ['2026-03-17', '2026-03-08', '2026-03-04'];
    const marks = markPeriods(weeks, days.map(rules));
    expect(marks.map(({ index, annotations }) => [index, annotations.map(({ day }) => day)])).toEqual([
      [0, ['2026-03-08', '2026-03-04']],
      [2, ['2026-03-17']],
    ]);
  });

  test('leaves out what is in none of them', () => {
    expect(markPeriods(weeks, [rules('2026-03-03'), rules('2026-03-18')])).toEqual([]);
    expect(markPeriods([], [rules('2026-03-08')])).toEqual([]);
  });
});

test('periodsOfStarts ends each period where the next begins', () => {
  expect(periodsOfStarts(['2024-02-01', '2024-03-01'], '2024-03-09')).toEqual([
    { range: { from: '2024-02-01', to: '2024-02-29' } },
    { range: { from: '2024-03-01', to: '2024-03-09' } },
  ]);
  expect(periodsOfStarts([], '2024-03-09')).toEqual([]);
});
