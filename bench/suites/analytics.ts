import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Scale, scales } from '#sandbox/business/sizes.ts';
import { bothAnswers, type Comparison, openComparison } from '../analytics/compare.ts';
import type { Question } from '../analytics/questions.ts';
import type { BenchOptions, Figure } from '../run.ts';
import { quantile, rounded } from '../statistics.ts';

/** The same rows in every run. */
const until = Date.UTC(2026, 10, 12, 15, 20);

const warmUps = 5;

/** The twelve questions of the dashboards at a million and at ten million orders, beside DuckDB in memory. */
export async function run(options: BenchOptions, report: (figure: Figure) => void): Promise<void> {
  const sizes: readonly (readonly [string, Scale])[] =
    options.rows === null
      ? [
          ['1m', scales['1m']],
          ['10m', scales['10m']],
        ]
      : [[String(options.rows), scaleOf(options.rows)]];
  const atFirstSize = new Map<string, number>();
  for (const [size, scale] of sizes) {
    const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-bench-'));
    const comparison = await openComparison(scale, {
      file: path.join(folder, 'cache.db'),
      until,
      verify: false,
    });
    try {
      for (const question of comparison.questions) {
        const figure = await measure(comparison, question, options.rounds * 10);
        const first = atFirstSize.get(question.name);
        atFirstSize.set(question.name, first ?? figure.ms);
        report({
          bench: `analytics.${question.name}.${size}`,
          ...figure,
          rows: scale.orders,
          ...(first === undefined ? {} : { vs_1m: rounded(figure.ms / first) }),
        });
      }
    } finally {
      await comparison.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function scaleOf(orders: number): Scale {
  const { channels, advertisers, editors, admins } = scales['1m'];
  const share = Math.min(1, Math.max(0.03, orders / scales['1m'].orders));
  return {
    orders,
    channels: Math.round(channels * share),
    advertisers: Math.round(advertisers * share),
    editors: Math.round(editors * share),
    admins,
  };
}

/**
 * In turns, because machines drift; only after both have given the same answer. In its turn each is asked twice, and the
 * second time counts: a scan of ten million rows leaves nothing of the other in the processor's caches, for which a question
 * of 0.3 ms takes 1 ms the next time.
 */
async function measure(comparison: Comparison, question: Question, rounds: number) {
  const { ours, theirs } = await bothAnswers(comparison, question);
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    throw new Error(`${question.name} is answered differently by the cache and by DuckDB`);
  }
  const askDuckDb = await comparison.duckDb.prepare(question.theirs);
  const ourMs: number[] = [];
  const theirMs: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const ours = await secondTime(() => question.ours(comparison.reader));
    const theirs = await secondTime(askDuckDb);
    if (round < 0) continue;
    ourMs.push(ours);
    theirMs.push(theirs);
  }
  return {
    ratio: rounded(quantile(ourMs, 0.5) / quantile(theirMs, 0.5)),
    ms: rounded(quantile(ourMs, 0.5)),
    p95_ms: rounded(quantile(ourMs, 0.95)),
    duckdb_ms: rounded(quantile(theirMs, 0.5)),
    duckdb_p95_ms: rounded(quantile(theirMs, 0.95)),
    answer_rows: ours.length,
  };
}

async function secondTime(ask: () => Promise<unknown>): Promise<number> {
  await ask();
  const start = performance.now();
  await ask();
  return performance.now() - start;
}
