import { createWSClient, getFetch, httpBatchLink, splitLink, wsLink, type TRPCLink } from '@trpc/client';
import type { AppRouter } from '#contract/router-type.ts';
import { createConnection, type Connection } from './connection.ts';
import { type Fetch, outlivingPage } from './outliving-page.ts';

/** How calls leave the page: the links, and whether they arrive. */
export type Transport = {
  readonly links: TRPCLink<AppRouter>[];
  readonly connection: Connection;
  /** For tests: a page never closes its transport, it goes away. */
  close(): Promise<void>;
};

type HostTransportOptions = {
  /** `http://host:port`, without a path. */
  readonly origin: string;
  readonly fetch?: Fetch;
  readonly WebSocket?: typeof WebSocket;
};

/** Waits between attempts to reconnect: at once noticeable for a restart, never a burden on one that stays away. */
const retryDelaysMs = [100, 300, 700, 1_500, 3_000];
const longestRetryDelayMs = 5_000;

/** The browser's transport: streams over one WebSocket, queries and commands over HTTP, each in a request of its own. */
export function createHostTransport({ origin, ...own }: HostTransportOptions): Transport {
  const live = createWSClient({
    url: `${origin.replace(/^http/, 'ws')}/trpc`,
    retryDelayMs: (attempt) => retryDelaysMs[attempt] ?? longestRetryDelayMs,
    keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 10_000 },
    ...(own.WebSocket === undefined ? {} : { WebSocket: own.WebSocket }),
  });
  const connection = createConnection('connecting');
  live.connectionState.subscribe({
    next({ state, error }) {
      if (state === 'pending') connection.set('connected');
      else if (error !== null || connection.current() === 'connected') connection.set('lost');
    },
  });
  const fetchWith = getFetch(own.fetch);
  // One call per request: none waits for another, and each can be aborted. (The plain link cannot POST a query without input.)
  const http = { url: `${origin}/trpc`, maxItems: 1, methodOverride: 'POST' } as const;
  return {
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: wsLink({ client: live }),
        false: splitLink({
          condition: ({ type }) => type === 'mutation',
          true: httpBatchLink({ ...http, fetch: outlivingPage(fetchWith) }),
          false: httpBatchLink({ ...http, fetch: fetchWith }),
        }),
      }),
    ],
    connection,
    close: () => live.close(),
  };
}
