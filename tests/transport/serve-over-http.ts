import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket as NodeWebSocket } from 'ws';
import { serveConsole, type ConsoleServer, type ConsoleServerOptions } from '#host/http/serve-console.ts';
import { createHostTransport, type Transport } from '#ui/transport/host-transport.ts';
import { standIn } from '../../electron/test/electron-stub.ts';
import { capturedLog } from './captured-log.ts';
import { callerWith } from './sample-caller.ts';
import type { Serve, ServedPage } from './transport-suite.ts';

export type HttpConsole = {
  readonly server: ConsoleServer;
  readonly dataDir: string;
  readonly log: () => string;
  close(): Promise<void>;
};

/** The host on a free port of this machine, with a page of two files. */
export async function startHttpConsole(
  options: Pick<ConsoleServerOptions, 'router'> & Partial<ConsoleServerOptions>,
): Promise<HttpConsole> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-http-'));
  const uiFolder = path.join(folder, 'ui');
  mkdirSync(path.join(uiFolder, 'assets'), { recursive: true });
  writeFileSync(path.join(uiFolder, 'index.html'), '<!doctype html><title>Opsdeck</title>');
  writeFileSync(path.join(uiFolder, 'assets', 'main-abc123.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.txt'), 'nobody may read this');
  const log = capturedLog();
  const server = await serveConsole({
    exportedFile: () => null,
    caller: callerWith('admin'),
    logger: log.logger,
    host: '127.0.0.1',
    port: 0,
    uiFolder,
    dataDir: folder,
    controlSecret: 'control-secret',
    ...options,
  });
  return {
    server,
    dataDir: folder,
    log: log.text,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in as a browser does; returns what it would send as `Cookie` from then on. */
export async function signIn(server: ConsoleServer): Promise<string> {
  const response = await fetch(server.createSignInLink(), { redirect: 'manual' });
  return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

/** The page's own transport, in a Node that sends this cookie. */
export function pageTransport(origin: string, cookie: string): Transport & { cut(): void } {
  const sockets: NodeWebSocket[] = [];
  class CookieWebSocket extends NodeWebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin } });
      sockets.push(this);
    }
  }
  const transport = createHostTransport({
    origin,
    fetch(url, init) {
      const headers = new Headers(standIn<ConstructorParameters<typeof Headers>[0]>(init?.headers));
      headers.set('cookie', cookie);
      headers.set('origin', origin);
      return fetch(String(url), { ...standIn<RequestInit>(init), headers });
    },
    WebSocket: standIn<typeof WebSocket>(CookieWebSocket),
  });
  return {
    ...transport,
    cut() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

export const serveOverHttp: Serve = async (router, caller): Promise<ServedPage> => {
  const served = await startHttpConsole({ router, caller });
  const transport = pageTransport(served.server.address.url, await signIn(served.server));
  const leave = async (): Promise<void> => {
    void transport.close();
    transport.cut();
  };
  return {
    links: transport.links,
    log: served.log,
    disconnect: leave,
    async close() {
      await served.close();
      await leave();
    },
  };
};
