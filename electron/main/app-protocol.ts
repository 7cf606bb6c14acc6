import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { protocol, type Session } from 'electron';
import { exportPath } from '#contract/exports.ts';
import { exportHeaders } from '#core/exports/export-headers.ts';
import type { ExportedFile } from '#core/exports/export-runs.ts';
import { readUiFile } from '#core/ui-files/ui-file.ts';
import { securityHeaders } from '#core/ui-files/security-headers.ts';
import { appScheme, isConsoleAddress } from './console-address.ts';

/** Makes `app:` a scheme like the web's, with its own origin. Electron wants this before it is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** The file of an export; null when there is none. */
type FindExport = (id: string) => ExportedFile | null;

/** Serves the built page and the exports of this console, and nothing else on this machine, under `app://console/`. */
export function serveAppProtocol(session: Session, uiFolder: string, findExport: FindExport): void {
  session.protocol.handle(appScheme, (request) => answerAppRequest(uiFolder, findExport, request));
}

async function answerAppRequest(
  uiFolder: string,
  findExport: FindExport,
  request: Request,
): Promise<Response> {
  const headers = securityHeaders(null);
  if (!isConsoleAddress(request.url)) return new Response(null, { status: 403, headers });
  if (request.method !== 'GET') return new Response(null, { status: 405, headers });
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(exportPath(''))) {
    return answerExport(findExport(pathname.slice(exportPath('').length)), headers);
  }
  const file = await readUiFile(uiFolder, pathname);
  if (file === null) return new Response(null, { status: 404, headers });
  return new Response(file.bytes, {
    headers: {
      ...headers,
      'Content-Type': file.contentType,
      'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}

/** To be saved: Chromium asks the person where. */
async function answerExport(
  file: ExportedFile | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  if (file === null) return new Response(null, { status: 404, headers });
  const { size } = await stat(file.path);
  const body = Readable.toWeb(createReadStream(file.path));
  return new Response(body, { headers: { ...headers, ...exportHeaders(file, size) } });
}
