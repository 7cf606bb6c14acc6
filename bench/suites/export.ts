import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Scale, scales } from '#sandbox/business/sizes.ts';
import { fillSqliteCopy } from '../analytics/open-sqlite-copy.ts';
import { loadBusiness } from '../analytics/load-business.ts';
import type { Measured, MeasureRequest } from '../export/measured.ts';
import type { BenchOptions, Figure } from '../run.ts';
import { rounded } from '../statistics.ts';

/** The same rows in every run. */
const until = Date.UTC(2026, 10, 12, 15, 20);
const pdfRows = 10_000;

/**
 * Files of a million orders (a document of ten thousand), as the grid of orders exports them, beside the barest loop that writes the
 * same cells with the same library. Each in a process of its own, whose memory is what is told.
 */
export async function run({ rows }: BenchOptions, report: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-bench-'));
  try {
    const orders = rows ?? 1_000_000;
    const cache = path.join(folder, 'cache.sqlite');
    const copy = fillSqliteCopy(cache, 'Europe/Berlin');
    await loadBusiness(scaleOf(orders), until, (table, row) => copy.take(table, row));
    copy.finish({ verify: false });
    for (const format of ['csv', 'xlsx', 'pdf'] as const) {
      const most = format === 'pdf' ? Math.min(pdfRows, orders) : orders;
      const request = { cache, folder, format, rows: most };
      const ours = await measure({ ...request, whose: 'ours' });
      const bare = await measure({ ...request, whose: 'bare' });
      const others = format === 'xlsx' ? await measure({ ...request, whose: 'exceljs' }) : null;
      report({
        bench: `export.${format}`,
        ratio: rounded(perSecond(ours) / perSecond(bare)),
        rows_per_s: Math.round(perSecond(ours)),
        bare_rows_per_s: Math.round(perSecond(bare)),
        ...(others === null
          ? {}
          : { exceljs_rows_per_s: Math.round(perSecond(others)), exceljs_rss_mb: others.rssMb }),
        rows: ours.rows,
        mb: rounded(ours.bytes / 1e6),
        rss_mb: ours.rssMb,
        bare_rss_mb: bare.rssMb,
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const perSecond = ({ rows, ms }: Measured): number => rows / (ms / 1000);

async function measure(request: MeasureRequest): Promise<Measured> {
  const child = fork(path.join(import.meta.dirname, '../export/measure-process.ts'), [], {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.send(request);
  const [measured] = await once(child, 'message');
  await once(child, 'exit');
  // Our own process has sent it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return measured as Measured;
}

function scaleOf(orders: number): Scale {
  const share = Math.min(1, Math.max(0.03, orders / scales['1m'].orders));
  const { channels, advertisers, editors, admins } = scales['1m'];
  return {
    orders,
    channels: Math.round(channels * share),
    advertisers: Math.round(advertisers * share),
    editors: Math.round(editors * share),
    admins,
  };
}
