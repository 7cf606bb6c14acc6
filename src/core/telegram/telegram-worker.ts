import { parentPort, workerData } from 'node:worker_threads';
import { carryOut } from './gramjs/carry-out.ts';
import { describeFault } from './gramjs/describe-fault.ts';
import { QuietLogger } from './gramjs/quiet-logger.ts';
import { UnderWay } from './gramjs/under-way.ts';
import { registerServerKey } from './gramjs/register-server-key.ts';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.ts';

// The thread GramJS lives in. Its parent is the driver; nobody else talks to it.
if (parentPort === null) throw new Error('the Telegram worker runs in a worker thread only');
const port = parentPort;
const { server }: WorkerStart = workerData;
const logger = new QuietLogger((message, level) => reply({ kind: 'log', message, level }));

if (server.kind === 'test-server') {
  for (const { publicKey } of server.dataCentres ?? [server]) registerServerKey(publicKey);
}

// GramJS leaves promises behind that nobody waits for; one of them must not take every other operation with it.
process.on('unhandledRejection', (error) => {
  logger.unexpected('a promise that nobody waits for', error);
});

/** What can be ended early, by the number of its request. */
const underWay = new Map<number, UnderWay>();

port.on('message', (request: WorkerRequest) => {
  const { id } = request;
  if (request.kind === 'cancel') {
    underWay.get(id)?.controller.abort();
    return;
  }
  if (request.kind === 'hold') {
    underWay.get(id)?.holdUntil(request.until);
    return;
  }
  const { operation, deadlineMs, holdUntil } = request;
  const operating = new UnderWay();
  if (holdUntil !== null) operating.holdUntil(holdUntil);
  underWay.set(id, operating);
  carryOut({ server, logger }, operation, {
    deadlineMs,
    signal: operating.controller.signal,
    emit: (event) => reply({ kind: 'event', id, event }),
  })
    .then(
      (answer) => reply({ kind: 'done', id, answer }),
      (error: unknown) => reply({ kind: 'broken', id, problem: describeFault(error) }),
    )
    .finally(() => {
      operating.clear();
      underWay.delete(id);
    });
});

reply({ kind: 'ready' });

function reply(message: WorkerReply): void {
  port.postMessage(message);
}
