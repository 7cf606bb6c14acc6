import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from './listen.ts';

describe('listening', () => {
  it('raises PORT_IN_USE with the address that is taken', async () => {
    const first = createServer();
    const port = await listen(first, '127.0.0.1', 0);
    const failure = listen(createServer(), '127.0.0.1', port);
    await expect(failure).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      details: { host: '127.0.0.1', port },
      message: `Another program already listens on 127.0.0.1:${port}.`,
    });
    await new Promise((resolve) => first.close(resolve));
  });

  it.each(['192.0.2.1', 'no-such-host.invalid'])(
    'raises ADDRESS_NOT_USABLE for an address that is not this machine’s (%s)',
    async (host) => {
      await expect(listen(createServer(), host, 0)).rejects.toMatchObject({
        code: 'ADDRESS_NOT_USABLE',
        details: { host, port: 0 },
      });
    },
  );
});
