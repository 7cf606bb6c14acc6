import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { OpsdeckError } from '#contract/errors.ts';
import { exportPath } from '#contract/exports.ts';
import type { ExportedFile } from '#core/exports/export-runs.ts';
import type { Logger } from '#core/logging/logger.ts';
import type { ServedRouter } from '#core/rpc/app-router.ts';
import type { Caller } from '#core/rpc/caller.ts';
import { securityHeaders } from '#core/ui-files/security-headers.ts';
import { apiPath, createApiRoute } from './api-route.ts';
import { closeServer } from './close-server.ts';
import { serveControl } from './control-route.ts';
import { loadCookieKey } from './cookie-key.ts';
import { serveExport } from './export-route.ts';
import { loggedFailure } from './failure-log.ts';
import { listen } from './listen.ts';
import { createLiveRoute } from './live-route.ts';
import { answerRefusal, refusalText } from './refusal.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { allowedHosts, hostInUrl, refusedOrigin } from './request-guard.ts';
import { serveSignIn } from './sign-in-route.ts';
import { createSignIn } from './sign-in.ts';
import { serveUiFile } from './static-route.ts';

export type ConsoleServerOptions = {
  readonly router: ServedRouter;
  /** Whom every signed-in browser acts as. */
  readonly caller: Caller;
  readonly logger: Logger;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The built page. */
  readonly uiFolder: string;
  /** The file of an export; null when there is none. */
  readonly exportedFile: (id: string) => ExportedFile | null;
  /** Keeps `cookie.key`. */
  readonly dataDir: string;
  /** What another process of the same user shows to get a sign-in link; an empty one lets nobody. */
  readonly controlSecret: string;
  /** The largest request that is read, in bytes; 1 MB when not given. */
  readonly maxBodyBytes?: number;
};

export type ConsoleServer = {
  readonly address: { readonly host: string; readonly port: number; readonly url: string };
  /** A link that signs one browser in, once, within an hour. */
  createSignInLink(): string;
  /** Ends streams, sockets and requests; resolves when nothing of the server is left. */
  close(): Promise<void>;
};

const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};
const mostConnections = 512;

/**
 * Serves the console to browsers: the page, the contract over HTTP and WebSocket, and the way in. Nothing of it answers
 * to a foreign address or page, and nothing of the contract to a browser that has not signed in.
 * @throws OpsdeckError PORT_IN_USE, ADDRESS_NOT_USABLE, DATA_DIR_NOT_WRITABLE
 */
export async function serveConsole(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const { router, caller, logger, host, uiFolder, dataDir, controlSecret } = options;
  const cookieKey = loadCookieKey(dataDir);
  const server = createServer(limits);
  server.maxConnections = mostConnections;
  const port = await listen(server, host, options.port);

  const url = `http://${hostInUrl(reachableHost(host))}:${port}`;
  const hosts = allowedHosts(host, port);
  const signIn = createSignIn(cookieKey, port);
  const served = { router, caller, logger, maxBodyBytes: options.maxBodyBytes ?? 1_000_000 };
  const api = createApiRoute(served);
  const live = createLiveRoute(served);
  const createSignInLink = (): string => `${url}/sign-in?token=${signIn.tokens.issue()}`;
  let closing = false;

  function admit(request: IncomingMessage, changes: boolean): void {
    const origin = refusedOrigin(request.headers, hosts, changes);
    if (origin !== null) throw new OpsdeckError('ORIGIN_REFUSED', { origin });
    if (closing) throw new OpsdeckError('SHUTTING_DOWN', {});
  }

  function demandSignIn(request: IncomingMessage): void {
    if (!signIn.cookie.isValid(request.headers.cookie)) throw new OpsdeckError('NOT_SIGNED_IN', {});
  }

  async function route(target: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const { pathname } = target;
    const isApi = pathname.startsWith(`${apiPath}/`);
    const isExport = pathname.startsWith(exportPath(''));
    admit(request, isApi || isExport || !reads);
    if (isApi) {
      demandSignIn(request);
      api(request, response);
    } else if (isExport && reads) {
      demandSignIn(request);
      await serveExport(options.exportedFile, pathname.slice(exportPath('').length), request, response);
    } else if (pathname === '/control/sign-in-link' && request.method === 'POST') {
      serveControl(controlSecret, createSignInLink, request, response);
    } else if (!reads) {
      throw new OpsdeckError('NOT_FOUND', { what: 'This operation' });
    } else if (pathname === '/sign-in') {
      serveSignIn(signIn, target, request, response);
    } else {
      await serveUiFile(uiFolder, pathname, request, response);
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = targetOf(request);
    const headers = securityHeaders(`ws://${hosts.has(hostOf(request)) ? hostOf(request) : url.slice(7)}`);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    try {
      await route(target, request, response);
    } catch (cause) {
      const failure = loggedFailure(logger, target.pathname, cause);
      if (response.headersSent) response.destroy();
      else answerRefusal(response, refusalText(router, failure, audienceOf(request)));
    }
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    try {
      admit(request, true);
      if (targetOf(request).pathname !== apiPath)
        throw new OpsdeckError('NOT_FOUND', { what: 'This stream' });
      demandSignIn(request);
      if (live.full()) throw new OpsdeckError('INVALID_INPUT', { problem: 'too many pages are open' });
      live.accept(request, socket, head);
    } catch (cause) {
      refuseUpgrade(socket, refusalText(router, loggedFailure(logger, apiPath, cause), 'client'));
    }
  }

  server.on('request', (request, response) => void answer(request, response));
  server.on('upgrade', upgrade);
  logger.info({ url }, 'listening');

  return {
    address: { host, port, url },
    createSignInLink,
    async close() {
      closing = true;
      await closeServer(server, live);
    },
  };
}

/** Where a browser on this machine finds a server that listens everywhere. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

function hostOf(request: IncomingMessage): string {
  return request.headers.host?.toLowerCase() ?? '';
}

/** The address asked for; only its path and query mean anything. What is no path becomes one that nothing has. */
function targetOf({ url = '' }: IncomingMessage): URL {
  const target = `http://console${url}`;
  return url.startsWith('/') && URL.canParse(target) ? new URL(target) : new URL('http://console/%');
}

/** A navigation is made by a person; everything else by the page's client or a program. */
function audienceOf(request: IncomingMessage): 'client' | 'person' {
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  return request.method === 'GET' && wantsPage ? 'person' : 'client';
}
