import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpsdeckError } from '#contract/errors.ts';
import type { SignIn } from './sign-in.ts';

/**
 * `GET /sign-in?token=…`: uses the token up, gives the browser its cookie and sends it to the page. A browser that is
 * signed in already is simply sent on, so that following the same link twice does no harm.
 * @throws OpsdeckError SIGN_IN_LINK_USED
 */
export function serveSignIn(
  { tokens, cookie }: SignIn,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('Cache-Control', 'no-store');
  if (isPrefetch(request)) {
    // A browser that guesses where the person may go must not use the link up before they do.
    response.writeHead(503).end();
    return;
  }
  if (tokens.consume(url.searchParams.get('token') ?? '')) {
    response.setHeader('Set-Cookie', cookie.issue());
  } else if (!cookie.isValid(request.headers.cookie)) {
    throw new OpsdeckError('SIGN_IN_LINK_USED', {});
  }
  response.writeHead(303, { Location: '/' }).end();
}

function isPrefetch({ headers, method }: IncomingMessage): boolean {
  const purpose = String(headers['sec-purpose'] ?? headers['purpose'] ?? '');
  return method === 'HEAD' || purpose.includes('prefetch');
}
