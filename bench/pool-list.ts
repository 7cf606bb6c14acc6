import { chromium } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { accountSortColumns } from '#contract/accounts.ts';
import { builtUi } from '#host/build-ui.ts';
import { serveConsole } from '#host/http/serve-console.ts';
import { ensureChromium } from '../scripts/chromium.ts';
import { type BenchConsole, openBenchConsole } from './bench-console.ts';
import { openList } from './list-client.ts';
import type { Figure } from './run.ts';
import { median, quantile, rounded } from './statistics.ts';

/** Of the browser: `measureScroll` hands a function to the page. */
declare function requestAnimationFrame(callback: (now: number) => void): number;

const accounts = 100_000;
const samplesPerColumn = 20;
const scrollMs = 4_000;

/** A pool of 100,000: the first page by every column, searches, and how smoothly a person scrolls through it. */
export async function measurePoolList(): Promise<Figure[]> {
  const console = await openBenchConsole({ accounts: 0, concurrency: 1 });
  try {
    await fillPool(console);
    const server = await serveConsole({
      exportedFile: () => null,
      router: console.core.router,
      caller: console.core.localOperator,
      logger: console.core.logger,
      host: '127.0.0.1',
      port: 0,
      dataDir: console.dataDir,
      controlSecret: '',
      uiFolder: await builtUi(new AbortController().signal),
    });
    try {
      const ask = await openList(server.address.url, server.createSignInLink());
      for (let warmUp = 0; warmUp < 20; warmUp += 1) await ask({});
      const sorted: number[] = [];
      for (const column of accountSortColumns) {
        for (let sample = 0; sample < samplesPerColumn; sample += 1) {
          sorted.push(await ask({ sort: { column, descending: sample % 2 === 0 } }));
        }
      }
      const searched: number[] = [];
      const deep: number[] = [];
      for (let sample = 0; sample < samplesPerColumn * 2; sample += 1) {
        searched.push(await ask({ filter: { search: `account ${sample * 97}`, standings: ['active'] } }));
        deep.push(await ask({ offset: accounts - 100 - sample }));
      }
      return [
        figure('pool.list', 'first_page', sorted),
        figure('pool.list', 'filtered_search', searched),
        figure('pool.list', 'last_page', deep),
        {
          bench: 'pool.list',
          question: 'scroll',
          ...(await measureScroll(server.createSignInLink())),
          accounts,
        },
      ];
    } finally {
      await server.close();
    }
  } finally {
    await console.close();
  }
}

function figure(bench: string, question: string, times: readonly number[]): Figure {
  return {
    bench,
    question,
    p50_ms: rounded(median(times)),
    p95_ms: rounded(quantile(times, 0.95)),
    accounts,
  };
}

async function fillPool({ core }: BenchConsole): Promise<void> {
  const { database, id } = core.workspace;
  await database.execute(sql`
    insert into accounts (workspace_id, display_name, phone, username, standing, joined_channels, labels, health,
      last_checked_at, last_used_at, added_at)
    select ${id}, 'Account ' || n, '+99966' || lpad(n::text, 7, '0'), 'name_' || n,
      (array['active', 'active', 'active', 'banned', 'limited', 'unchecked'])[1 + n % 6], n % 501,
      array['desk ' || n % 7], n % 101, now() - n * interval '1 second', now() - n * interval '1 second',
      now() - n * interval '1 minute'
    from generate_series(1, ${accounts}) n`);
  await database.execute(sql`analyze accounts`);
  if (!(await core.cache.caughtUp(120_000))) throw new Error('the local copy did not catch up');
}

/** The times between frames while the wheel turns, in the real page. 60 frames a second are 16.7 ms. */
async function measureScroll(signInLink: string): Promise<{ frame_p50_ms: number; frame_p95_ms: number }> {
  const executablePath = ensureChromium();
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(signInLink);
    await page.goto(`${new URL(signInLink).origin}/#/accounts`);
    await page.getByRole('grid').getByRole('row').nth(5).waitFor();
    await page.getByRole('grid').getByRole('row').nth(5).hover();
    const measuring = page.evaluate(
      (duration) =>
        new Promise<number[]>((resolve) => {
          const frames: number[] = [];
          const startedAt = performance.now();
          let last = startedAt;
          function frame(now: number) {
            frames.push(now - last);
            last = now;
            if (now - startedAt < duration) requestAnimationFrame(frame);
            else resolve(frames.slice(2));
          }
          requestAnimationFrame(frame);
        }),
      scrollMs,
    );
    const until = Date.now() + scrollMs;
    while (Date.now() < until) {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(16);
    }
    const frames = await measuring;
    return { frame_p50_ms: rounded(median(frames)), frame_p95_ms: rounded(quantile(frames, 0.95)) };
  } finally {
    await browser.close();
  }
}
