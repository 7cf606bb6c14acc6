import { shell, type WebContents } from 'electron';
import type { Logger } from '#core/logging/logger.ts';
import { isConsoleAddress } from './console-address.ts';

/**
 * Keeps a window on our own page: no navigation elsewhere, no second window, no embedded page. A link to the web opens
 * in the person's browser, and only if it is `https:`.
 */
export function guardNavigation(contents: WebContents, logger: Logger): void {
  const guard = (event: { readonly url: string; preventDefault(): void }): void => {
    if (isConsoleAddress(event.url)) return;
    event.preventDefault();
    logger.warn({ scheme: schemeOf(event.url) }, 'a navigation away from the console was refused');
  };
  contents.on('will-navigate', guard);
  contents.on('will-frame-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (schemeOf(url) === 'https:') {
      shell
        .openExternal(url)
        .catch((error: unknown) => logger.warn({ err: error }, 'the browser did not open'));
    } else {
      logger.warn({ scheme: schemeOf(url) }, 'a new window was refused');
    }
    return { action: 'deny' };
  });
}

function schemeOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}
