import { fstatSync, readFileSync, writeFileSync } from 'node:fs';
import { createSandboxAccounts } from './accounts/create-accounts.ts';
import type { Announcement } from './control/messages.ts';
import { serveControl } from './control/serve-control.ts';
import {
  generateServerIdentity,
  loadServerIdentity,
  type ServerIdentity,
} from './handshake/server-identity.ts';
import { sandboxOptionsSchema } from './options.ts';
import { startServer, type SandboxServer } from './server.ts';

// The sandbox data centre's own process: `node src/sandbox/main.ts '{"count":250}'`. Ready when it prints its address.
const wasForked = process.send !== undefined;
const options = sandboxOptionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const server = await startServer({
  ...options,
  dataCentres: options.dataCentres.map((id, index) => ({
    id,
    identity: openIdentity(keyFileOf(options.privateKeyFile, index === 0 ? null : id)),
  })),
  accounts: createSandboxAccounts(options),
  onBadClient: (error) => process.stderr.write(`sandbox: cut a client off: ${error.message}\n`),
});
serveControl(server, process);
stopWithParent();
process.stdout.write(`${JSON.stringify(announce(server))}\n`);

function announce({ dataCentres }: SandboxServer): Announcement {
  const described = dataCentres.map(({ id, host, port, publicKeyPem }) => {
    return { id, host, port, publicKey: publicKeyPem };
  });
  const [first] = described;
  if (first === undefined) throw new Error('the sandbox has no data centre');
  const { host, port, publicKey } = first;
  return { sandbox: 'listening', host, port, publicKey, dataCentres: described };
}

function keyFileOf(file: string | undefined, dataCentre: number | null): string | undefined {
  return file === undefined || dataCentre === null ? file : `${file}.${dataCentre}`;
}

function openIdentity(file: string | undefined): ServerIdentity {
  if (file === undefined) return generateServerIdentity();
  try {
    return loadServerIdentity(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const fresh = generateServerIdentity();
    writeFileSync(file, fresh.privateKeyPem, { mode: 0o600, flag: 'wx' });
    return fresh;
  }
}

/** Nothing outlives the process that wanted it: ends on a signal, when the IPC channel closes, or its stdin pipe. */
function stopWithParent(): void {
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (wasForked) {
    process.once('disconnect', stop);
    if (!process.connected) stop();
  } else if (isPipe(0)) {
    process.stdin.once('end', stop).once('error', stop).resume();
  }
}

function stop(): void {
  void server.close().then(() => process.exit(0));
}

function isPipe(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isFIFO() || status.isSocket();
  } catch {
    return false;
  }
}
