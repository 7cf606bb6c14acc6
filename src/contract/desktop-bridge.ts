import type { OpsdeckErrorShape } from './router-type.ts';

/** The one channel between the page and the desktop's main process. It carries JSON text. */
export const desktopChannel = 'opsdeck';

/** What the preload script exposes to the page as `window.opsdeck`: text out, text in, nothing else. */
export type DesktopBridge = {
  readonly send: (text: string) => void;
  /** Returns the way to stop listening. */
  readonly listen: (listener: (text: string) => void) => () => void;
};

/** From the page. An `id` is unique among all pages that ever were: late answers to a page that is gone match nothing. */
export type DesktopRequest =
  | {
      readonly id: string;
      readonly kind: 'query' | 'mutation' | 'subscription';
      readonly path: string;
      /** Left out when the input is undefined, as JSON does. */
      readonly input?: unknown;
    }
  | { readonly id: string; readonly kind: 'leave' };

/** To the page. `data` is the only answer to a query or a mutation; a stream is started, then data, then stopped. */
export type DesktopResponse =
  | { readonly id: string; readonly kind: 'started' }
  | { readonly id: string; readonly kind: 'data'; readonly data?: unknown }
  | { readonly id: string; readonly kind: 'stopped' }
  | { readonly id: string; readonly kind: 'error'; readonly error: OpsdeckErrorShape };
