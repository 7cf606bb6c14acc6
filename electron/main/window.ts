import { BrowserWindow } from 'electron';
import { consoleAddress } from './console-address.ts';

type WindowOptions = {
  /** The built preload script. */
  readonly preload: string;
  /** Called before anything is loaded into the window. */
  readonly prepare: (window: BrowserWindow) => void;
};

/** Opens a console window: sandboxed, isolated from Node, showing our own page. */
export async function openWindow({ preload, prepare }: WindowOptions): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    title: 'Opsdeck',
    width: 1440,
    height: 900,
    minWidth: 380,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  prepare(window);
  await window.loadURL(consoleAddress);
  return window;
}
