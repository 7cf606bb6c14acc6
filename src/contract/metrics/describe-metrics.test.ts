import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeMetrics } from './describe-metrics.ts';
import { metricNames, metricOf } from './metrics.ts';

test('docs/metrics.md says what the definitions say', () => {
  const file = path.resolve(import.meta.dirname, '../../../docs/metrics.md');
  // `npm run docs:metrics` writes it.
  expect(readFileSync(file, 'utf8')).toBe(describeMetrics());
});

test('no two metrics of a fact have the same label', () => {
  const labels = metricNames.map((name) => `${metricOf(name).fact} ${metricOf(name).label}`);
  expect(new Set(labels).size).toBe(labels.length);
});
