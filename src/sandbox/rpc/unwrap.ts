import { Api } from 'telegram/tl/index.js';
import type { ClientDescription } from '../world/sandbox-user.ts';

/** Clients wrap their first request to say who they are; nobody needs more than a few layers. */
const mostWrappers = 8;

/** The request inside `invokeWithLayer`, `initConnection` and the like; null when there is none. */
export function unwrapRequest(request: unknown): unknown {
  let inner = request;
  for (let depth = 0; depth < mostWrappers; depth += 1) {
    if (
      inner instanceof Api.InvokeWithLayer ||
      inner instanceof Api.InitConnection ||
      inner instanceof Api.InvokeWithoutUpdates ||
      inner instanceof Api.InvokeAfterMsg
    ) {
      inner = inner.query;
    } else {
      return inner;
    }
  }
  return null;
}

/** GramJS's name of a request, e.g. `users.GetUsers`; null when the value is no TL object. */
export function requestName(request: unknown): string | null {
  if (typeof request !== 'object' || request === null || !('className' in request)) return null;
  return typeof request.className === 'string' ? request.className : null;
}

/** What the client says of itself, where this request says it. */
export function introduction(request: unknown): ClientDescription | null {
  const inner = request instanceof Api.InvokeWithLayer ? request.query : request;
  if (!(inner instanceof Api.InitConnection)) return null;
  const { apiId, deviceModel, systemVersion, appVersion } = inner;
  return { apiId, deviceModel, systemVersion, appVersion };
}
