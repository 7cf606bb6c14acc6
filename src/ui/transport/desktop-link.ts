import { TRPCClientError, type Operation, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { DesktopBridge, DesktopRequest, DesktopResponse } from '#contract/desktop-bridge.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { AppRouter } from '#contract/router-type.ts';

/**
 * Carries calls to the desktop's main process as JSON text. What a caller sees is what HTTP and WebSocket show:
 * the same values, errors, order and endings.
 */
export function desktopLink(bridge: DesktopBridge): TRPCLink<AppRouter> {
  const page = crypto.randomUUID();
  const waiting = new Map<string, (response: DesktopResponse) => void>();
  let calls = 0;

  bridge.listen((text) => {
    const response: unknown = JSON.parse(text);
    if (isResponse(response)) waiting.get(response.id)?.(response);
  });

  function send(request: DesktopRequest): void {
    bridge.send(JSON.stringify(request));
  }

  return () =>
    ({ op }) =>
      observable((observer) => {
        calls += 1;
        const id = `${page}:${calls}`;
        let over = false;

        function finish(): void {
          over = true;
          waiting.delete(id);
          op.signal?.removeEventListener('abort', abort);
        }
        function leave(): void {
          if (over) return;
          finish();
          send({ id, kind: 'leave' });
        }
        function abort(): void {
          leave();
          if (op.type === 'subscription') observer.complete();
          else observer.error(TRPCClientError.from(new DOMException('The call was aborted.', 'AbortError')));
        }

        if (op.signal?.aborted === true) {
          over = true;
          abort();
          return leave;
        }
        waiting.set(id, (response) => {
          switch (response.kind) {
            case 'started':
              observer.next({ result: { type: 'state', state: 'pending', error: null } });
              observer.next({ result: { type: 'started' } });
              return;
            case 'data':
              if (op.type !== 'subscription') finish();
              observer.next({ result: { type: 'data', data: response.data } });
              if (op.type !== 'subscription') observer.complete();
              return;
            case 'stopped':
              finish();
              observer.next({ result: { type: 'stopped' } });
              observer.complete();
              return;
            case 'error':
              finish();
              observer.error(TRPCClientError.from({ error: response.error }));
              return;
            default:
              exhaustive(response);
          }
        });
        op.signal?.addEventListener('abort', abort, { once: true });
        try {
          send(requestOf(id, op));
        } catch (cause) {
          // An input that JSON cannot carry.
          finish();
          observer.error(TRPCClientError.from(cause instanceof Error ? cause : new Error(String(cause))));
        }
        return leave;
      });
}

function requestOf(id: string, { type, path, input }: Operation): DesktopRequest {
  return { id, kind: type, path, input };
}

/** The main process is our own; this only keeps a message of another version from being taken for an answer. */
function isResponse(value: unknown): value is DesktopResponse {
  return typeof value === 'object' && value !== null && 'id' in value && 'kind' in value;
}
