import { createTRPCClient, type TRPCClient } from '@trpc/client';
import type { DesktopBridge } from '#contract/desktop-bridge.ts';
import type { AppRouter } from '#contract/router-type.ts';
import { createConnection, type Connection } from './connection.ts';
import { desktopLink } from './desktop-link.ts';
import { createHostTransport } from './host-transport.ts';

declare global {
  interface Window {
    /** Present in the desktop shell only; its preload script puts it there. */
    readonly opsdeck?: DesktopBridge;
  }
}

export type ConsoleClient = {
  readonly client: TRPCClient<AppRouter>;
  readonly shell: 'desktop' | 'host';
  readonly connection: Connection;
};

/** The page's way to the core, over whatever the shell it runs in offers. Call it once. */
export function createConsoleClient(): ConsoleClient {
  if (window.opsdeck !== undefined) {
    return {
      client: createTRPCClient<AppRouter>({ links: [desktopLink(window.opsdeck)] }),
      shell: 'desktop',
      // The page and its main process live and die together.
      connection: createConnection('connected'),
    };
  }
  const { links, connection } = createHostTransport({ origin: window.location.origin });
  return { client: createTRPCClient<AppRouter>({ links }), shell: 'host', connection };
}
