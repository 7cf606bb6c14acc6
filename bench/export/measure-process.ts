import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { exportOptionsSchema } from '#contract/exports.ts';
import type { ExportEvent } from '#core/exports/export-job.ts';
import { startExportThread } from '#core/exports/start-export-thread.ts';
import { ordersExport } from '#core/marketplace/orders/exports.ts';
import { bareCsv, bareExcelJs, barePdf, bareXlsx } from './bare-writers.ts';
import type { Measured, MeasureRequest } from './measured.ts';

// A process that writes one file and says how long it took, and how much memory.

const columns = [
  'id',
  'status',
  'advertiser',
  'channel',
  'category',
  'format',
  'price',
  'createdAt',
  'completedAt',
];
const bareWriters = { csv: bareCsv, xlsx: bareXlsx, pdf: barePdf } as const;

const [message] = await once(process, 'message');
// Sent by the suite.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const request = message as MeasureRequest;
const file = path.join(request.folder, `${request.whose}.${request.format}`);
// Every row is wanted: nothing has to be looked up for a filter.
const nothingToLookUp = () => Promise.reject(new Error('an export of all rows looked something up'));
const {
  parts: [part],
} = await ordersExport.prepare(
  { input: { filter: {} }, rows: { kind: 'all' }, columns },
  { rows: nothingToLookUp, together: nothingToLookUp },
);
if (part?.kind !== 'table' || part.source.kind !== 'cache') throw new Error('orders are not in the cache');
const table = part;
const { text, values } = part.source.rows;
const limited = { text: `select * from (${text}) limit ${request.rows}`, values };

const started = performance.now();
if (request.whose === 'ours') await ours();
else if (request.whose === 'exceljs') await bareExcelJs(file, request.cache, limited);
else await bareWriters[request.format](file, request.cache, limited);
const measured: Measured = {
  ms: performance.now() - started,
  rows: request.rows,
  bytes: statSync(file).size,
  rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
};
rmSync(file);
process.send?.(measured);
process.disconnect();

/** As the console does it: in a thread of its own. */
async function ours(): Promise<void> {
  const ended = Promise.withResolvers<ExportEvent>();
  const about = {
    title: 'Orders',
    workspace: 'Bench',
    timeZone: 'Europe/Berlin',
    madeAt: Date.now(),
    madeBy: 'Bench',
    facts: [],
  };
  startExportThread(
    {
      file,
      cacheFile: request.cache,
      format: request.format,
      options: exportOptionsSchema.parse({}),
      about,
      parts: [
        {
          ...table,
          source: { kind: 'cache', rows: limited, count: { text: `select ${request.rows}`, values: [] } },
        },
      ],
    },
    (event) => {
      if (event.kind !== 'progress') ended.resolve(event);
    },
  );
  const event = await ended.promise;
  if (event.kind !== 'done') throw new Error(`the export failed: ${JSON.stringify(event)}`);
}
