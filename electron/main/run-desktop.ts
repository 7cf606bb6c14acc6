import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { OpsdeckError } from '#contract/errors.ts';
import type { Config } from '#core/config/config.ts';
import type { Core } from '#core/core.ts';
import { setAppMenu } from './app-menu.ts';
import { serveAppProtocol } from './app-protocol.ts';
import { closeBeforeQuit } from './close-before-quit.ts';
import { offerReloadAfterCrash } from './crash-offer.ts';
import { showStartFailure } from './failure-dialog.ts';
import { serveIpc } from './ipc-server.ts';
import { guardNavigation } from './navigation-guard.ts';
import { guardPermissions } from './permission-guard.ts';
import { becomeOnlyInstance } from './single-instance.ts';
import { openWindow } from './window.ts';

/** What the desktop needs of the core. */
export type DesktopCore = Pick<Core, 'router' | 'localOperator' | 'logger' | 'exportedFile' | 'close'>;

export type DesktopParts = {
  readonly loadConfig: () => Config;
  readonly startCore: (config: Config) => Promise<DesktopCore>;
  /** The built page and the built preload script. */
  readonly uiFolder: string;
  readonly preload: string;
};

/** The life of the desktop console, from start to quit. A start that fails says why and ends the program. */
export async function runDesktop(parts: DesktopParts): Promise<void> {
  try {
    const config = parts.loadConfig();
    keepOwnFilesIn(config.dataDir);
    if (!becomeOnlyInstance()) {
      app.quit();
      return;
    }
    await app.whenReady();
    await openConsole(parts, config);
  } catch (error) {
    showStartFailure(error);
    app.exit(1);
  }
}

async function openConsole(parts: DesktopParts, config: Config): Promise<void> {
  const core = await parts.startCore(config);
  try {
    await showConsole(parts, core);
  } catch (error) {
    await core.close();
    throw error;
  }
}

async function showConsole({ uiFolder, preload }: DesktopParts, core: DesktopCore): Promise<void> {
  const { router, localOperator, logger } = core;
  const findExport = (id: string) => core.exportedFile(localOperator, id);
  setAppMenu(process.platform);
  guardPermissions(session.defaultSession);
  serveAppProtocol(session.defaultSession, uiFolder, findExport);
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, logger));

  const ipc = serveIpc({ router, caller: localOperator, logger });
  const open = (): Promise<unknown> =>
    openWindow({
      preload,
      prepare(window) {
        ipc.attach(window.webContents);
        offerReloadAfterCrash(window, logger);
      },
    });
  await open();

  closeBeforeQuit(async () => {
    await ipc.close();
    await core.close();
  }, logger);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length > 0) return;
    open().catch((error: unknown) => logger.error({ err: error }, 'the window did not open'));
  });
}

/** Chromium's files, and with them the lock of the only instance, belong to the data folder like everything else. */
function keepOwnFilesIn(dataDir: string): void {
  const folder = path.join(dataDir, 'desktop');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new OpsdeckError('DATA_DIR_NOT_WRITABLE', { path: dataDir, problem }, { cause });
  }
}
