import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { OpsdeckError } from '#contract/errors.ts';
import { exportHeaders } from '#core/exports/export-headers.ts';
import type { ExportedFile } from '#core/exports/export-runs.ts';

/**
 * Answers with the file of an export, to be saved. The request has passed the guards and is signed in.
 * @throws OpsdeckError NOT_FOUND when there is none of this operator's under that ID, or no longer
 */
export async function serveExport(
  exportedFile: (id: string) => ExportedFile | null,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = exportedFile(id);
  if (file === null) throw new OpsdeckError('NOT_FOUND', { what: 'The exported file' });
  const { size } = await stat(file.path);
  response.writeHead(200, exportHeaders(file, size));
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // Whoever leaves in the middle has seen as much as they wanted.
  await pipeline(createReadStream(file.path), response).catch(() => response.destroy());
}
