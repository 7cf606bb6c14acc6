import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bothAnswers, type Comparison, openComparison } from './compare.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-analytics-'));
let comparison: Comparison;

beforeAll(async () => {
  comparison = await openComparison(
    { orders: 4_000, channels: 30, advertisers: 200, editors: 12, admins: 2 },
    { file: path.join(folder, 'cache.db'), until: Date.UTC(2026, 10, 12, 15, 20), verify: true },
  );
}, 120_000);

afterAll(async () => {
  await comparison.close();
  rmSync(folder, { recursive: true });
});

describe('the cache answers each question of the dashboards as DuckDB does from the rows', () => {
  test('all of them', { timeout: 60_000 }, async () => {
    expect(comparison.questions).toHaveLength(12);
    for (const question of comparison.questions) {
      const { ours, theirs } = await bothAnswers(comparison, question);
      expect({ question: question.name, rows: ours }).toEqual({ question: question.name, rows: theirs });
      expect(ours.length).toBeGreaterThan(0);
    }
  });
});
