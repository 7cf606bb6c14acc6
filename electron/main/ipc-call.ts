import { callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server';
import type { DesktopRequest, DesktopResponse } from '#contract/desktop-bridge.ts';
import type { Logger } from '#core/logging/logger.ts';
import type { ServedRouter } from '#core/rpc/app-router.ts';
import type { Caller } from '#core/rpc/caller.ts';
import { logFailure } from '#core/rpc/log-failure.ts';

export type IpcCallOptions = {
  readonly router: ServedRouter;
  readonly caller: Caller;
  readonly logger: Logger;
};

export type ProcedureRequest = Exclude<DesktopRequest, { kind: 'leave' }>;

/**
 * Makes one call as tRPC's own adapters do and tells its answers, in order. After the signal has fired nothing more is
 * told. Never rejects; resolves when the procedure, a stream's `finally` included, has ended.
 */
export async function answerCall(
  { router, caller, logger }: IpcCallOptions,
  { id, kind, path, input }: ProcedureRequest,
  signal: AbortSignal,
  respond: (response: DesktopResponse) => void,
): Promise<void> {
  const ctx = { caller };
  try {
    const result: unknown = await callTRPCProcedure({
      router,
      path,
      getRawInput: () => Promise.resolve(input),
      ctx,
      type: kind,
      signal,
      batchIndex: 0,
    });
    if (kind !== 'subscription') {
      if (!signal.aborted) respond({ id, kind: 'data', data: result });
      return;
    }
    if (!isAsyncIterable(result)) throw new Error(`${path} is a stream that returned no stream`);
    if (!signal.aborted) respond({ id, kind: 'started' });
    await forwardStream(result, signal, (data) => respond({ id, kind: 'data', data }));
    if (!signal.aborted) respond({ id, kind: 'stopped' });
  } catch (cause) {
    if (signal.aborted) return;
    const error = getTRPCErrorFromUnknown(cause);
    logFailure(logger, { path, error });
    const shape = getErrorShape({ config: router._def._config, error, type: kind, path, input, ctx });
    respond({ id, kind: 'error', error: shape });
  }
}

async function forwardStream(
  values: AsyncIterable<unknown>,
  signal: AbortSignal,
  forward: (value: unknown) => void,
): Promise<void> {
  const iterator = values[Symbol.asyncIterator]();
  let returned: Promise<unknown> = Promise.resolve();
  const leave = (): void => {
    returned = Promise.resolve(iterator.return?.());
    // What a stream throws while it is left concerns nobody; it is awaited below.
    returned.catch(() => undefined);
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  try {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      if (signal.aborted) break;
      forward(next.value);
    }
    await returned;
  } catch (error) {
    // A value that cannot be sent must still end the stream it came from.
    if (!signal.aborted) leave();
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
