import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { requireTelegram } from './require-telegram.ts';

const testServer = {
  kind: 'test-server',
  apiId: 1,
  apiHash: '0'.repeat(32),
  host: '127.0.0.1',
  publicKey: '',
} as const;

let close = () => {};
afterEach(() => close());

async function listeningPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  close = () => server.close();
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('before a check is begun', () => {
  it('raises TELEGRAM_NOT_CONFIGURED without an application', async () => {
    await expect(requireTelegram({ kind: 'not-configured' })).rejects.toMatchObject({
      code: 'TELEGRAM_NOT_CONFIGURED',
    });
  });

  it('raises TELEGRAM_UNREACHABLE when nothing answers, and says where', async () => {
    const port = await listeningPort();
    close();
    await expect(requireTelegram({ ...testServer, port })).rejects.toMatchObject({
      code: 'TELEGRAM_UNREACHABLE',
      details: { server: `127.0.0.1:${port}` },
    });
  });

  it('passes when somebody listens', async () => {
    await expect(requireTelegram({ ...testServer, port: await listeningPort() })).resolves.toBeUndefined();
  });
});
