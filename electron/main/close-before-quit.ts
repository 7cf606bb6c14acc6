import { app } from 'electron';
import type { Logger } from '#core/logging/logger.ts';

/** Holds the end of the program back until everything is closed; asking twice closes once. */
export function closeBeforeQuit(close: () => Promise<void>, logger: Logger): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    close()
      .catch((error: unknown) => logger.error({ err: error }, 'closing failed'))
      .finally(() => {
        state = 'closed';
        app.quit();
      });
  });
}
