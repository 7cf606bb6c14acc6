import { parentPort, workerData } from 'node:worker_threads';
import { exhaustive } from '#contract/exhaustive.ts';
import { rollupSupport } from '../cache/rollups/rollup-support.ts';
import { loadSqlite } from '../threads/load-sqlite.ts';
import { SyncLoop } from './sync-loop.ts';
import { NoConnection } from './sync-problem.ts';
import type { SyncConnection, SyncEvent, SyncRequest, SyncThreadStart } from './sync-messages.ts';

// The thread of the cache's only writer: the connection to Postgres and the one to SQLite live here.

const port = parentPort;
if (port === null) throw new Error('this file is a thread of the console');
loadSqlite(port);

const waiting: PromiseWithResolvers<SyncConnection>[] = [];
const tell = (event: SyncEvent): void => port.postMessage(event);
// What starts a thread hands over what it was declared to.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { folder, definition, timings } = workerData as SyncThreadStart;

const loop = new SyncLoop({
  folder,
  definition,
  rollups: rollupSupport,
  timings,
  connect: () => {
    const connection = Promise.withResolvers<SyncConnection>();
    waiting.push(connection);
    tell({ kind: 'connection-wanted' });
    return connection.promise;
  },
  tell,
});

port.on('message', (request: SyncRequest) => {
  switch (request.kind) {
    case 'connection':
      for (const { resolve } of waiting.splice(0)) resolve(request.connection);
      return;
    case 'no-connection':
      for (const { reject } of waiting.splice(0)) reject(new NoConnection(request.message));
      return;
    case 'catch-up':
      loop.catchUp(request.id);
      return;
    case 'verify':
      loop.verify(request.id);
      return;
    case 'rebuild':
      loop.rebuild(request.deleteFirst ? 'deleted' : 'requested', request.deleteFirst);
      tell({ kind: 'done', id: request.id, answer: true });
      return;
    case 'define':
      loop.define(request.definition);
      tell({ kind: 'done', id: request.id, answer: true });
      return;
    case 'damaged':
      loop.damaged(request.file);
      return;
    case 'stop':
      loop.stop();
      for (const { reject } of waiting.splice(0)) reject(new Error('the cache is being closed'));
      return;
    default:
      exhaustive(request);
  }
});

await loop.run();
port.close();
