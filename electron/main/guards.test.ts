import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Session, WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capturedLog } from '../../tests/transport/captured-log.ts';
import {
  app,
  BrowserWindow,
  FakeFrame,
  FakeSession,
  FakeWebContents,
  protocol,
  resetElectron,
  shell,
  standIn,
} from '../test/electron-stub.ts';
import { registerAppScheme, serveAppProtocol } from './app-protocol.ts';
import { isConsoleAddress } from './console-address.ts';
import { guardNavigation } from './navigation-guard.ts';
import { guardPermissions } from './permission-guard.ts';
import { refusedSender } from './sender-check.ts';
import { becomeOnlyInstance } from './single-instance.ts';
import { openWindow } from './window.ts';

type SenderEvent = Parameters<typeof refusedSender>[0];
type Handler = (...values: unknown[]) => unknown;

beforeEach(resetElectron);

const foreignAddresses = [
  'https://evil.example/',
  'http://console/',
  'http://localhost:7420/',
  'app://other/',
  'app://console.evil.example/',
  'app://user@console/',
  'app://evil.example/console',
  'file:///etc/passwd',
  'data:text/html,<script>1</script>',
  'javascript:alert(1)',
  'blob:app://console/0190f2c4',
  'about:blank',
  'devtools://devtools/bundled/inspector.html',
  'not an address',
  '',
];
const ownAddresses = ['app://console/', 'app://console/index.html', 'app://console/index.html#/accounts?x=1'];

describe('the console’s address', () => {
  it.each(ownAddresses)('is %s', (address) => expect(isConsoleAddress(address)).toBe(true));
  it.each(foreignAddresses)('is not %s', (address) => expect(isConsoleAddress(address)).toBe(false));
});

function guardedContents(): FakeWebContents {
  const contents = new FakeWebContents();
  guardNavigation(standIn<WebContents>(contents), capturedLog().logger);
  return contents;
}

function isPrevented(event: string, url: string): boolean {
  let prevented = false;
  guardedContents().emit(event, { url, preventDefault: () => (prevented = true) }, url);
  return prevented;
}

describe('navigation', () => {
  describe.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s', (event) => {
    it.each(foreignAddresses)('does not leave for %s', (url) => expect(isPrevented(event, url)).toBe(true));
    it.each(ownAddresses)('stays on %s', (url) => expect(isPrevented(event, url)).toBe(false));
  });

  it('opens no window; a link to the web goes to the browser', () => {
    const contents = guardedContents();
    expect(contents.windowOpenHandler?.({ url: 'https://t.me/opsdeck' })).toEqual({ action: 'deny' });
    expect(shell.opened).toEqual(['https://t.me/opsdeck']);
  });

  it.each([
    ...foreignAddresses.filter((url) => !url.startsWith('https:')),
    'smb://host/share',
    'ms-msdt:/id',
    'tg://resolve?domain=x',
    'app://console/',
  ])('hands %s to nobody', (url) => {
    expect(guardedContents().windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
    expect(shell.opened).toEqual([]);
  });

  it('embeds no other page', () => {
    let prevented = false;
    guardedContents().emit('will-attach-webview', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

function guardedSession() {
  const session = new FakeSession();
  guardPermissions(standIn<Session>(session));
  const handler = (name: string): Handler => standIn<Handler>(session.handlers.get(name));
  return {
    request(permission: string, requestingUrl: string): unknown {
      let answer: unknown;
      handler('request')(null, permission, (given: unknown) => (answer = given), { requestingUrl });
      return answer;
    },
    check: (permission: string, origin: string): unknown => handler('check')(null, permission, origin, {}),
    device: (): unknown => handler('device')({ deviceType: 'usb' }),
  };
}

describe('permissions', () => {
  it.each(['clipboard-sanitized-write', 'notifications'])('grants %s to our own page only', (permission) => {
    expect(guardedSession().request(permission, 'app://console/index.html')).toBe(true);
    expect(guardedSession().check(permission, 'app://console/')).toBe(true);
    for (const url of foreignAddresses) {
      expect(guardedSession().request(permission, url)).toBe(false);
      expect(guardedSession().check(permission, url)).toBe(false);
    }
  });

  it.each([
    'geolocation',
    'media',
    'clipboard-read',
    'midi',
    'openExternal',
    'fullscreen',
    'hid',
    'anything-new',
  ])('refuses %s', (permission) => {
    expect(guardedSession().request(permission, 'app://console/index.html')).toBe(false);
    expect(guardedSession().check(permission, 'app://console/')).toBe(false);
  });

  it('refuses every device', () => expect(guardedSession().device()).toBe(false));
});

describe('the sender of a message', () => {
  const contents = new FakeWebContents();
  const own = new Set([standIn<WebContents>(contents)]);
  const judge = (sender: FakeWebContents, senderFrame: FakeFrame | null): string | null =>
    refusedSender(standIn<SenderEvent>({ sender, senderFrame }), own);

  it('is the main frame of our own window, showing our own page', () => {
    expect(judge(contents, contents.mainFrame)).toBeNull();
  });

  it('is not another window, even if it shows our page', () => {
    const other = new FakeWebContents();
    expect(judge(other, other.mainFrame)).toBe('a foreign window');
  });

  it('is not a frame inside our page, even if it shows our page', () => {
    expect(judge(contents, new FakeFrame('app://console/', contents.mainFrame))).toBe(
      'a frame inside the page',
    );
  });

  it('is not a frame that is gone', () => expect(judge(contents, null)).toBe('a page that is gone'));

  it.each(foreignAddresses)('is not a page at %s', (url) => {
    expect(judge(contents, new FakeFrame(url))).not.toBeNull();
  });
});

describe('the app: protocol', () => {
  let folder: string;
  let ask: (url: string, method?: string) => Promise<Response>;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-app-'));
    mkdirSync(path.join(folder, 'ui', 'assets'), { recursive: true });
    writeFileSync(path.join(folder, 'ui', 'index.html'), '<title>Opsdeck</title>');
    writeFileSync(path.join(folder, 'ui', 'assets', 'a-1.js'), 'export {};');
    writeFileSync(path.join(folder, 'secret.json'), '{}');
    const session = new FakeSession();
    serveAppProtocol(standIn<Session>(session), path.join(folder, 'ui'), () => null);
    const handler = session.protocol.handlers.get('app');
    ask = async (url, method = 'GET') => handler?.(new Request(url, { method })) ?? Response.error();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is a secure scheme of its own before Electron is ready', () => {
    registerAppScheme();
    expect(protocol.privileged).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('serves the page, confined', async () => {
    const answer = await ask('app://console/index.html');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<title>Opsdeck</title>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect((await ask('app://console/assets/a-1.js')).headers.get('cache-control')).toContain('immutable');
  });

  it.each([
    ['app://other/index.html', 403],
    ['app://console/..%2fsecret.json', 404],
    ['app://console/%2e%2e/secret.json', 404],
    ['app://console/..%5csecret.json', 404],
    ['app://console/missing.js', 404],
  ])('answers %s with %i', async (url, status) => {
    expect((await ask(url)).status).toBe(status);
  });

  it('takes nothing', async () => expect((await ask('app://console/', 'POST')).status).toBe(405));
});

describe('the window', () => {
  it('is sandboxed and isolated, and is prepared before anything is loaded', async () => {
    const order: string[] = [];
    await openWindow({
      preload: '/opt/preload.cjs',
      prepare(window) {
        const { done } = standIn<BrowserWindow>(window);
        order.push(`prepare after ${done.length} loads`);
      },
    });
    const [window] = BrowserWindow.open;
    expect(order).toEqual(['prepare after 0 loads']);
    expect(window?.done).toEqual(['load app://console/index.html']);
    expect(window?.options.webPreferences).toEqual({
      preload: '/opt/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
    });
  });
});

describe('a second instance', () => {
  it('leaves, and the first one comes to the front', () => {
    expect(becomeOnlyInstance()).toBe(true);
    const window = new BrowserWindow();
    app.emit('second-instance', {}, [], '/');
    expect(window.done).toEqual(['restore', 'show', 'focus']);
    app.isFirstInstance = false;
    expect(becomeOnlyInstance()).toBe(false);
  });
});
