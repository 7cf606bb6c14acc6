import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { OpsdeckError } from '#contract/errors.ts';
import type { Logger } from '#core/logging/logger.ts';
import type { ServedRouter } from '#core/rpc/app-router.ts';
import type { Caller } from '#core/rpc/caller.ts';
import { logFailure } from '#core/rpc/log-failure.ts';

export const apiPath = '/trpc';

export type ApiOptions = {
  readonly router: ServedRouter;
  readonly caller: Caller;
  readonly logger: Logger;
  /** The largest request that is read, in bytes. */
  readonly maxBodyBytes: number;
};

export type ApiRoute = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Queries and commands under `/trpc`, always as POST: inputs stay out of addresses and logs, have no length limit of
 * their own, and nothing can be asked by following a link. The request has passed the guards and is signed in.
 */
export function createApiRoute({ router, caller, logger, maxBodyBytes }: ApiOptions): ApiRoute {
  const handle = createHTTPHandler({
    router,
    basePath: `${apiPath}/`,
    allowMethodOverride: true,
    maxBatchSize: 1,
    maxBodySize: maxBodyBytes,
    createContext: () => ({ caller }),
    onError({ path, error, req }) {
      // A call that was left ends with an error that nobody reads and that is no fault.
      if (req.socket.destroyed) logger.debug({ procedure: path }, 'the page left before the answer');
      else logFailure(logger, { path, error });
    },
  });
  return (request, response) => {
    if (request.method !== 'POST') {
      throw new OpsdeckError('INVALID_INPUT', {
        problem: `${String(request.method)} is not understood here`,
      });
    }
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) {
      throw new OpsdeckError('INVALID_INPUT', { problem: `it is larger than ${maxBodyBytes} bytes` });
    }
    response.setHeader('Cache-Control', 'no-store');
    handle(request, response);
  };
}
