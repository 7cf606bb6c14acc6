import { createTRPCUntypedClient } from '@trpc/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopChannel, type DesktopBridge } from '#contract/desktop-bridge.ts';
import type { AppRouter } from '#contract/router-type.ts';
import { desktopLink } from '#ui/transport/desktop-link.ts';
import { createSampleRouter, type Observed } from '../../tests/transport/sample-router.ts';
import { preloadBridge, startIpcConsole, type IpcConsole } from '../../tests/transport/serve-over-ipc.ts';
import { callerWith } from '../../tests/transport/sample-caller.ts';
import {
  deliver,
  exposed,
  FakeFrame,
  FakeWebContents,
  ipcMain,
  ipcRenderer,
  resetElectron,
} from '../test/electron-stub.ts';

const echo = (id: string): string => JSON.stringify({ id, kind: 'query', path: 'system.echo', input: 1 });

function allEnded({ ended }: Observed): Promise<void> {
  return vi.waitFor(() => expect([...ended].toSorted()).toEqual(['query', 'stream']));
}

function bridgeFor(contents: FakeWebContents): DesktopBridge {
  return {
    send: (text) => deliver(contents, contents.mainFrame, desktopChannel, text),
    listen(listener) {
      ipcRenderer.on(desktopChannel, (_event, text: string) => listener(text));
      return () => undefined;
    },
  };
}

describe('the desktop’s end of the contract', () => {
  let observed: Observed;
  let desk: IpcConsole;
  let sent: string[];

  beforeEach(() => {
    resetElectron();
    observed = { begun: new Set(), ended: new Set() };
    desk = startIpcConsole(createSampleRouter(observed), callerWith('admin'));
    sent = [];
    ipcRenderer.on(desktopChannel, (_event, text: string) => sent.push(text));
  });

  const say = (message: unknown, frame: FakeFrame | null = desk.contents.mainFrame): void =>
    deliver(desk.contents, frame, desktopChannel, message);
  /** Whatever was said before has been heard and answered once this is. */
  async function settled(): Promise<void> {
    say(echo('last'));
    await vi.waitFor(() => expect(sent.join()).toContain('"id":"last"'));
  }

  it('answers its own page', async () => {
    await settled();
    expect(sent).toEqual(['{"id":"last","kind":"data","data":1}']);
  });

  it.each([
    ['a frame inside the page', () => new FakeFrame('app://console/', desk.contents.mainFrame)],
    ['a page that has gone', () => null],
    ['https://evil.example', () => new FakeFrame('https://evil.example/')],
    ['file:', () => new FakeFrame('file:///tmp/page.html')],
    ['app://other', () => new FakeFrame('app://other/')],
  ])('raises ORIGIN_REFUSED, in the log only, for %s', async (_name, frame) => {
    say(echo('foreign'), frame());
    await settled();
    expect(sent.join()).not.toContain('foreign');
    expect(desk.log()).toContain('ORIGIN_REFUSED');
  });

  it('does not hear another window', async () => {
    const other = new FakeWebContents();
    deliver(other, other.mainFrame, desktopChannel, echo('other'));
    await settled();
    expect(sent.join()).not.toContain('other');
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{}',
    42,
    null,
    { id: 'x', kind: 'query', path: 'system.echo' },
    '{"id":"x"}',
    '{"id":1,"kind":"query","path":"system.echo"}',
    '{"id":"x","kind":"eval","path":"system.echo"}',
    '{"id":"x","kind":"query","path":"system.echo","more":1}',
    `{"id":"${'x'.repeat(101)}","kind":"query","path":"system.echo"}`,
    '{"id":"x","kind":"leave","path":"system.echo"}',
  ])('survives what is no request: %j', async (message) => {
    say(message);
    await settled();
    expect(sent).toHaveLength(1);
  });

  it('keeps two calls apart that claim the same id', async () => {
    say(JSON.stringify({ id: 'twice', kind: 'subscription', path: 'system.goOn', input: 'first' }));
    say(JSON.stringify({ id: 'twice', kind: 'subscription', path: 'system.goOn', input: 'second' }));
    await vi.waitFor(() => expect(observed.begun).toContain('first'));
    await settled();
    expect(observed.begun).not.toContain('second');
    await desk.server.close();
  });

  it('does not call a command a query', async () => {
    say(JSON.stringify({ id: 'x', kind: 'query', path: 'system.echoByCommand', input: 1 }));
    await settled();
    expect(sent.join()).toContain('NOT_FOUND');
  });

  describe('ends what a page began', () => {
    beforeEach(async () => {
      say(JSON.stringify({ id: 's', kind: 'subscription', path: 'system.goOn', input: 'stream' }));
      say(JSON.stringify({ id: 'q', kind: 'query', path: 'system.waitForLeave', input: 'query' }));
      await vi.waitFor(() => expect([...observed.begun].toSorted()).toEqual(['query', 'stream']));
    });

    it('when it navigates to another document', async () => {
      desk.contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
      await allEnded(observed);
      const said = sent.length;
      await settled();
      expect(sent).toHaveLength(said + 1);
    });

    it('but not when it only moves within itself, or a frame of it navigates', async () => {
      desk.contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
      desk.contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
      await settled();
      expect(observed.ended.size).toBe(0);
      await desk.server.close();
    });

    it('when its process crashes', async () => {
      desk.contents.emit('render-process-gone', {}, { reason: 'crashed' });
      await allEnded(observed);
    });

    it('when its window is closed, and sends nothing to what is gone', async () => {
      desk.contents.destroy();
      await allEnded(observed);
      say(echo('late'));
      expect(desk.log()).toContain('a foreign window');
    });

    it('when the program ends, before it says so', async () => {
      await desk.server.close();
      expect([...observed.ended].toSorted()).toEqual(['query', 'stream']);
      expect(ipcMain.listenerCount(desktopChannel)).toBe(0);
    });
  });

  it('raises SHUTTING_DOWN for what comes while it closes', async () => {
    say(JSON.stringify({ id: 'q', kind: 'query', path: 'system.waitForLeave', input: 'query' }));
    await vi.waitFor(() => expect(observed.begun).toContain('query'));
    const closing = desk.server.close();
    say(echo('late'));
    await closing;
    await vi.waitFor(() => expect(sent.join()).toContain('late'));
    const answer: unknown = JSON.parse(sent.find((text) => text.includes('late')) ?? '');
    expect(answer).toMatchObject({
      kind: 'error',
      error: { data: { httpStatus: 503, opsdeck: { code: 'SHUTTING_DOWN' } } },
    });
  });

  it('tells late answers for a page before it from its own', async () => {
    const [before, after] = [0, 1].map(() =>
      createTRPCUntypedClient<AppRouter>({ links: [desktopLink(bridgeFor(desk.contents))] }),
    );
    const answers = await Promise.all([
      before?.query('system.echo', 'before'),
      after?.query('system.echo', 'after'),
    ]);
    expect(answers).toEqual(['before', 'after']);
  });
});

describe('the preload script', () => {
  it('exposes text out and text in, and nothing of Electron', async () => {
    resetElectron();
    const bridge = await preloadBridge();
    expect([...exposed.keys()]).toEqual(['opsdeck']);
    expect(Object.keys(bridge).toSorted()).toEqual(['listen', 'send']);
  });
});
