import { protocol, type Session } from 'electron';
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

/** Serves the built page, and nothing else on this machine, under `app://console/`. */
export function serveAppProtocol(session: Session, uiFolder: string): void {
  session.protocol.handle(appScheme, (request) => answerAppRequest(uiFolder, request));
}

async function answerAppRequest(uiFolder: string, request: Request): Promise<Response> {
  const headers = securityHeaders(null);
  if (!isConsoleAddress(request.url)) return new Response(null, { status: 403, headers });
  if (request.method !== 'GET') return new Response(null, { status: 405, headers });
  const file = await readUiFile(uiFolder, new URL(request.url).pathname);
  if (file === null) return new Response(null, { status: 404, headers });
  return new Response(file.bytes, {
    headers: {
      ...headers,
      'Content-Type': file.contentType,
      'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}
