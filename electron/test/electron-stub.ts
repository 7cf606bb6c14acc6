import { EventEmitter } from 'node:events';

/**
 * Stands in for Electron where its binary is not. It keeps what matters of the real one: messages are cloned and arrive
 * later, events are the real names, handlers are found where Electron would call them.
 */

type Listener = (...values: never[]) => void;

/** A stand-in where Electron's own type is asked for. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what it stands for
export function standIn<Real>(fake: unknown): Real {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is what a stand-in is
  return fake as Real;
}

export class FakeFrame {
  readonly url: string;
  readonly parent: FakeFrame | null;

  constructor(url: string, parent: FakeFrame | null = null) {
    this.url = url;
    this.parent = parent;
  }
}

/** A window's page as the main process sees it. */
export class FakeWebContents extends EventEmitter {
  mainFrame: FakeFrame;
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  reloads = 0;
  private isGone = false;

  constructor(url = 'app://console/index.html') {
    super();
    this.mainFrame = new FakeFrame(url);
  }

  send(channel: string, ...values: unknown[]): void {
    if (this.isGone) throw new TypeError('Object has been destroyed');
    later(() => ipcRenderer.emit(channel, {}, ...values));
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  destroy(): void {
    this.isGone = true;
    this.emit('destroyed');
  }

  reload(): void {
    this.reloads += 1;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
}

export const ipcMain = new EventEmitter();

/** The page whose preload script `ipcRenderer` belongs to. */
let page: FakeWebContents | null = null;

class FakeIpcRenderer extends EventEmitter {
  send(channel: string, ...values: unknown[]): void {
    const sender = page;
    if (sender === null) throw new Error('the stub has no page');
    later(() => deliver(sender, sender.mainFrame, channel, ...values));
  }
}

export const ipcRenderer = new FakeIpcRenderer();

export function showPage(contents: FakeWebContents): void {
  page = contents;
}

/** Delivers a message to the main process as if this frame of this window had sent it. */
export function deliver(
  sender: FakeWebContents,
  senderFrame: FakeFrame | null,
  channel: string,
  ...values: unknown[]
): void {
  ipcMain.emit(channel, { sender, senderFrame }, ...values);
}

/** What preload scripts gave to the page. It stays: like any module, a script runs once in a process, whichever test was first. */
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld(name: string, api: unknown): void {
    exposed.set(name, api);
  },
};

class FakeApp extends EventEmitter {
  readonly paths = new Map<string, string>();
  isFirstInstance = true;
  sandboxed = false;
  quits = 0;
  exitCode: number | null = null;

  enableSandbox(): void {
    this.sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirstInstance;
  }
  setPath(name: string, folder: string): void {
    this.paths.set(name, folder);
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  /** As the real one: asks `before-quit`, and goes unless somebody holds it back. */
  quit(): void {
    let held = false;
    this.emit('before-quit', { preventDefault: () => (held = true) });
    if (!held) this.quits += 1;
  }
  exit(code: number): void {
    this.exitCode = code;
  }
}

export const app = new FakeApp();

type WindowOptions = { readonly webPreferences?: Readonly<Record<string, unknown>> };

export class BrowserWindow extends EventEmitter {
  static readonly open: BrowserWindow[] = [];
  /** Set by a test: the next load fails with it. */
  static loadFailure: Error | null = null;
  readonly webContents = new FakeWebContents('about:blank');
  readonly options: WindowOptions;
  readonly done: string[] = [];

  constructor(options: WindowOptions = {}) {
    super();
    this.options = options;
    BrowserWindow.open.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.open;
  }
  loadURL(url: string): Promise<void> {
    if (BrowserWindow.loadFailure !== null) return Promise.reject(BrowserWindow.loadFailure);
    this.webContents.mainFrame = new FakeFrame(url);
    this.done.push(`load ${url}`);
    return Promise.resolve();
  }
  isMinimized(): boolean {
    return true;
  }
  isDestroyed(): boolean {
    return false;
  }
  restore(): void {
    this.done.push('restore');
  }
  show(): void {
    this.done.push('show');
  }
  focus(): void {
    this.done.push('focus');
  }
}

export const shell = {
  opened: [] as string[],
  openExternal(url: string): Promise<void> {
    shell.opened.push(url);
    return Promise.resolve();
  },
};

export const dialog = {
  shown: [] as { readonly title: string; readonly content: string }[],
  /** The button the person presses. */
  response: 0,
  showErrorBox(title: string, content: string): void {
    dialog.shown.push({ title, content });
  },
  showMessageBox(_window: unknown, { title, message }: { title: string; message: string }) {
    dialog.shown.push({ title, content: message });
    return Promise.resolve({ response: dialog.response });
  },
};

export class FakeSession {
  readonly handlers = new Map<string, Listener>();
  readonly protocol = {
    handlers: new Map<string, (request: Request) => Promise<Response>>(),
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
      this.handlers.set(scheme, handler);
    },
  };
  setPermissionRequestHandler(handler: Listener): void {
    this.handlers.set('request', handler);
  }
  setPermissionCheckHandler(handler: Listener): void {
    this.handlers.set('check', handler);
  }
  setDevicePermissionHandler(handler: Listener): void {
    this.handlers.set('device', handler);
  }
}

export const session = { defaultSession: new FakeSession() };

export const protocol = {
  privileged: [] as unknown[],
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    protocol.privileged.push(...schemes);
  },
};

/** Encrypts with what only this "machine" has; `backend` and `available` are the test's to set. */
export const safeStorage = {
  available: true,
  backend: 'gnome_libsecret',
  stale: false,
  machine: 'here',
  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(safeStorage.available);
  },
  getSelectedStorageBackend(): string {
    return safeStorage.backend;
  },
  encryptStringAsync(text: string): Promise<Buffer> {
    return Promise.resolve(Buffer.from(`v10 ${safeStorage.machine} ${Buffer.from(text).toString('base64')}`));
  },
  decryptStringAsync(bytes: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    const [, machine, text = ''] = bytes.toString().split(' ');
    if (machine !== safeStorage.machine) return Promise.reject(new Error('Error while decrypting'));
    const result = Buffer.from(text, 'base64').toString();
    return Promise.resolve({ shouldReEncrypt: safeStorage.stale, result });
  },
};

export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu(): void {},
};

/** Puts everything back as it is when a program starts. */
export function resetElectron(): void {
  for (const emitter of [ipcMain, ipcRenderer, app]) emitter.removeAllListeners();
  BrowserWindow.open.length = 0;
  BrowserWindow.loadFailure = null;
  Object.assign(app, { isFirstInstance: true, sandboxed: false, quits: 0, exitCode: null });
  app.paths.clear();
  shell.opened.length = 0;
  dialog.shown.length = 0;
  dialog.response = 0;
  session.defaultSession = new FakeSession();
  protocol.privileged.length = 0;
  Object.assign(safeStorage, { available: true, backend: 'gnome_libsecret', stale: false, machine: 'here' });
  page = null;
}

/** Electron clones what crosses processes and delivers it in a later turn. */
function later(act: () => void): void {
  setImmediate(act);
}
