import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpsdeckError } from '#contract/errors.ts';
import type { Config } from '#core/config/config.ts';
import { capturedLog } from '../../tests/transport/captured-log.ts';
import { createSampleRouter } from '../../tests/transport/sample-router.ts';
import { callerWith } from '../../tests/transport/sample-caller.ts';
import { app, BrowserWindow, dialog, ipcMain, resetElectron, session } from '../test/electron-stub.ts';
import { runDesktop, type DesktopCore, type DesktopParts } from './run-desktop.ts';
import { usualVaultConfig } from '#core/vault/sources/choose-key-source.ts';

describe('the desktop console', () => {
  let dataDir: string;
  let closed: number;

  beforeEach(() => {
    resetElectron();
    dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-desktop-'));
    closed = 0;
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  function config(): Config {
    return {
      databaseUrl: null,
      readDatabaseUrl: null,
      dataDir,
      host: '127.0.0.1',
      port: 0,
      logLevel: 'info',
      vault: usualVaultConfig,
      telegram: { kind: 'not-configured' },
    };
  }
  function core(): DesktopCore {
    return {
      exportedFile: () => null,
      router: createSampleRouter({ begun: new Set(), ended: new Set() }),
      localOperator: callerWith('admin'),
      logger: capturedLog().logger,
      async close() {
        closed += 1;
      },
    };
  }
  function start(own: Partial<DesktopParts> = {}): Promise<void> {
    return runDesktop({
      loadConfig: config,
      startCore: async () => core(),
      uiFolder: dataDir,
      preload: '/opt/preload.cjs',
      ...own,
    });
  }

  it('shows its page with every guard in place', async () => {
    await start();
    const [window] = BrowserWindow.open;
    expect(window?.done).toContain('load app://console/index.html');
    expect(window?.webContents.windowOpenHandler).not.toBeNull();
    expect(window?.webContents.listenerCount('will-navigate')).toBe(1);
    expect([...session.defaultSession.handlers.keys()].toSorted()).toEqual(['check', 'device', 'request']);
    expect(session.defaultSession.protocol.handlers.has('app')).toBe(true);
    expect(ipcMain.listenerCount('opsdeck')).toBe(1);
    expect(app.paths.get('userData')).toBe(path.join(dataDir, 'desktop'));
    expect(existsSync(path.join(dataDir, 'desktop'))).toBe(true);
    expect(dialog.shown).toEqual([]);
  });

  it('leaves to the first instance what is already running, and starts nothing', async () => {
    app.isFirstInstance = false;
    const startCore = vi.fn(async () => core());
    await start({ startCore });
    expect(startCore).not.toHaveBeenCalled();
    expect(app.quits).toBe(1);
  });

  it('says in the catalogue’s words why it did not start', async () => {
    await start({
      startCore: () => Promise.reject(new OpsdeckError('BACKEND_TOO_OLD', { found: '14.2', needed: '15' })),
    });
    expect(dialog.shown).toEqual([
      {
        title: 'The database server is too old',
        content: expect.stringMatching(/Postgres 14\.2; Opsdeck needs 15[^]*Upgrade the server/),
      },
    ]);
    expect(app.exitCode).toBe(1);
    expect(BrowserWindow.open).toEqual([]);
  });

  it('raises ALREADY_RUNNING in a dialog when a host has the data folder', async () => {
    const failure = new OpsdeckError('ALREADY_RUNNING', { pid: 4711, path: dataDir });
    await start({ startCore: () => Promise.reject(failure) });
    expect(dialog.shown[0]?.content).toContain(`Process 4711 is using ${dataDir}`);
  });

  it('says so when its data folder cannot be used', async () => {
    writeFileSync(path.join(dataDir, 'file'), '');
    await start({ loadConfig: () => ({ ...config(), dataDir: path.join(dataDir, 'file') }) });
    expect(dialog.shown[0]?.title).toBe('The data folder cannot be written');
    expect(app.exitCode).toBe(1);
  });

  it('closes the core when the window cannot be shown', async () => {
    BrowserWindow.loadFailure = new Error('ERR_FAILED');
    await start();
    expect(closed).toBe(1);
    expect(dialog.shown[0]?.content).toContain('ERR_FAILED');
    expect(app.exitCode).toBe(1);
  });

  it('closes the core once before it quits, however often it is asked', async () => {
    await start();
    app.quit();
    app.quit();
    expect(app.quits).toBe(0);
    await vi.waitFor(() => expect(app.quits).toBe(1));
    expect(closed).toBe(1);
  });

  it('quits even if closing fails', async () => {
    await start({ startCore: async () => ({ ...core(), close: () => Promise.reject(new Error('stuck')) }) });
    app.quit();
    await vi.waitFor(() => expect(app.quits).toBe(1));
  });

  it('offers to load a crashed page again', async () => {
    await start();
    const [window] = BrowserWindow.open;
    window?.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
    await vi.waitFor(() => expect(window?.webContents.reloads).toBe(1));
    expect(dialog.shown[0]?.content).toBe('The window stopped working.');
    dialog.response = 1;
    window?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await vi.waitFor(() => expect(app.quits).toBe(1));
    window?.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(dialog.shown).toHaveLength(2);
  });
});
