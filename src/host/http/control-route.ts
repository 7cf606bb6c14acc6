import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpsdeckError } from '#contract/errors.ts';
import { sameSecret } from './sign-in-tokens.ts';

/**
 * `POST /control/sign-in-link`: gives a fresh sign-in link to another process of the same user, which proves itself with
 * the secret that only this user can read. Answers `{ "url": … }`.
 * @throws OpsdeckError NOT_SIGNED_IN
 */
export function serveControl(
  controlSecret: string,
  createSignInLink: () => string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (controlSecret === '' || !sameSecret(given, controlSecret)) throw new OpsdeckError('NOT_SIGNED_IN', {});
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ url: createSignInLink() }));
}
