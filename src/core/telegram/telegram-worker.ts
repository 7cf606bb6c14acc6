import { parentPort, workerData } from 'node:worker_threads';
import { checkAccount } from './gramjs/check-account.ts';
import { QuietLogger } from './gramjs/quiet-logger.ts';
import { registerServerKey } from './gramjs/register-server-key.ts';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.ts';

// The thread GramJS lives in. Its parent is the driver; nobody else talks to it.
if (parentPort === null) throw new Error('the Telegram worker runs in a worker thread only');
const port = parentPort;
const { server }: WorkerStart = workerData;
const logger = new QuietLogger((message) => reply({ kind: 'log', message }));

if (server.kind === 'test-server') registerServerKey(server.publicKey);

// GramJS leaves promises behind that nobody waits for; one of them must not take every other operation with it.
process.on('unhandledRejection', (error) => logger.warn(`unhandled rejection: ${String(error)}`));

port.on('message', (request: WorkerRequest) => {
  checkAccount({ server, logger }, request.session, request.deadlineMs).then(
    (result) => reply({ kind: 'checked', id: request.id, result }),
    (error: unknown) => reply({ kind: 'broken', id: request.id, problem: String(error) }),
  );
});

reply({ kind: 'ready' });

function reply(message: WorkerReply): void {
  port.postMessage(message);
}
