import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpsdeckError } from '#contract/errors.ts';
import { readUiFile } from '#core/ui-files/ui-file.ts';

/**
 * Answers with a file of the built page. It holds no secrets, so it needs no sign-in: the page itself says what is missing.
 * @throws OpsdeckError NOT_FOUND
 */
export async function serveUiFile(
  uiFolder: string,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await readUiFile(uiFolder, pathname);
  if (file === null) {
    throw new OpsdeckError('NOT_FOUND', {
      what: pathname === '/' ? 'The built page (npm run build)' : 'This page',
    });
  }
  response.setHeader('ETag', file.etag);
  response.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': file.contentType, 'Content-Length': file.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}
