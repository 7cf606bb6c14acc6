import { app, dialog, type BrowserWindow } from 'electron';
import type { Logger } from '#core/logging/logger.ts';

const reload = 0;

/** When the page's process dies, says so and offers to load it again. The core goes on meanwhile: no work is lost. */
export function offerReloadAfterCrash(window: BrowserWindow, logger: Logger): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    logger.error({ reason, exitCode }, 'the page’s process ended');
    const asked = dialog.showMessageBox(window, {
      type: 'error',
      title: 'Opsdeck',
      message: 'The window stopped working.',
      detail: 'Work that is under way goes on. Load the window again to see it.',
      buttons: ['Load again', 'Quit Opsdeck'],
      defaultId: reload,
      cancelId: reload,
    });
    const act = async (): Promise<void> => {
      const { response } = await asked;
      if (response !== reload) app.quit();
      else if (!window.isDestroyed()) window.webContents.reload();
    };
    act().catch((error: unknown) => logger.error({ err: error }, 'the crash could not be shown'));
  });
}
