import type { Server } from 'node:http';
import { OpsdeckError } from '#contract/errors.ts';

/**
 * Starts to listen and tells the port, which the system chose when `port` is 0.
 * @throws OpsdeckError PORT_IN_USE, ADDRESS_NOT_USABLE
 */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(listenFailure(cause, host, port));
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function listenFailure(cause: Error, host: string, port: number): OpsdeckError {
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') return new OpsdeckError('PORT_IN_USE', { host, port }, { cause });
  return new OpsdeckError('ADDRESS_NOT_USABLE', { host, port, problem: problemOf(code, cause) }, { cause });
}

function problemOf(code: unknown, cause: Error): string {
  switch (code) {
    case 'EACCES':
      return 'this user may not open that port';
    case 'EADDRNOTAVAIL':
      return 'it is not an address of this machine';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name is not known';
    default:
      return cause.message;
  }
}
