import type { WebContents } from 'electron';
import type { DesktopBridge } from '#contract/desktop-bridge.ts';
import type { ServedRouter } from '#core/rpc/app-router.ts';
import type { Caller } from '#core/rpc/caller.ts';
import { desktopLink } from '#ui/transport/desktop-link.ts';
import { serveIpc, type IpcServer } from '../../electron/main/ipc-server.ts';
import { exposed, FakeWebContents, showPage, standIn } from '../../electron/test/electron-stub.ts';
import { capturedLog } from './captured-log.ts';
import type { Serve, ServedPage } from './transport-suite.ts';

export type IpcConsole = {
  readonly server: IpcServer;
  readonly contents: FakeWebContents;
  readonly log: () => string;
};

/** The main process's end with one window attached. */
export function startIpcConsole(router: ServedRouter, caller: Caller): IpcConsole {
  const log = capturedLog();
  const server = serveIpc({ router, caller, logger: log.logger });
  const contents = new FakeWebContents();
  server.attach(standIn<WebContents>(contents));
  showPage(contents);
  return { server, contents, log: log.text };
}

/** What the real preload script exposes to the page. */
export async function preloadBridge(): Promise<DesktopBridge> {
  await import('../../electron/preload/preload.ts');
  return standIn<DesktopBridge>(exposed.get('opsdeck'));
}

let bridge: DesktopBridge | null = null;

export const serveOverIpc: Serve = async (router, caller): Promise<ServedPage> => {
  bridge ??= await preloadBridge();
  const before = startIpcConsole(router, caller);
  return {
    links: [desktopLink(bridgeOf(before.contents, bridge))],
    log: before.log,
    async disconnect() {
      before.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    },
    close: () => before.server.close(),
  };
};

/** Pages share the stub's renderer process, so each says who it is before it speaks. */
function bridgeOf(contents: FakeWebContents, shared: DesktopBridge): DesktopBridge {
  return {
    send(text) {
      showPage(contents);
      shared.send(text);
    },
    listen: shared.listen,
  };
}
