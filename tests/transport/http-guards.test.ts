import { request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { createTRPCUntypedClient } from '@trpc/client';
import type { AppRouter } from '#contract/router-type.ts';
import { createSampleRouter, type Observed } from './sample-router.ts';
import { pageTransport, signIn, startHttpConsole, type HttpConsole } from './serve-over-http.ts';

type Answer = {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

const errorSchema = z.object({
  error: z.object({ data: z.object({ opsdeck: z.object({ code: z.string() }) }) }),
});

/** The failure in an answer; a call that was made is answered as a batch of one. */
function codeOf({ body }: Answer): string | undefined {
  const [first] = [JSON.parse(body)].flat();
  return errorSchema.safeParse(first).data?.error.data.opsdeck.code;
}

describe('the host', () => {
  const observed: Observed = { begun: new Set(), ended: new Set() };
  let served: HttpConsole;
  let cookie: string;
  let url: string;

  beforeAll(async () => {
    served = await startHttpConsole({ router: createSampleRouter(observed) });
    cookie = await signIn(served.server);
    url = served.server.address.url;
  });
  afterAll(() => served.close());

  /** A request as it stands: unlike `fetch`, this sends any path and any header. */
  function ask(
    target: string,
    {
      method = 'GET',
      headers = {},
      body = '',
    }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { port } = served.server.address;
      const sent = request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  function callApi(headers: Record<string, string>, body = '1'): Promise<Answer> {
    const json = { 'content-type': 'application/json', ...headers };
    return ask('/trpc/system.echo', { method: 'POST', headers: json, body });
  }

  function askForLink(authorization: string): Promise<Answer> {
    return ask('/control/sign-in-link', { method: 'POST', headers: { authorization } });
  }

  function openSocket(headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc`, { headers });
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('unexpected-response', (sent, { statusCode }) => {
        sent.destroy();
        resolve(statusCode ?? 0);
      });
      socket.on('error', reject);
    });
  }

  describe('sign-in', () => {
    it('raises NOT_SIGNED_IN for a call without the cookie, and as the page understands it', async () => {
      const answer = await callApi({});
      expect(answer.status).toBe(401);
      expect(codeOf(answer)).toBe('NOT_SIGNED_IN');
      const stranger = pageTransport(url, 'opsdeck=none');
      const client = createTRPCUntypedClient<AppRouter>({ links: stranger.links });
      await expect(client.query('system.nothing')).rejects.toMatchObject({
        data: { httpStatus: 401, opsdeck: { code: 'NOT_SIGNED_IN' } },
      });
      await stranger.close();
    });

    it('lets a call with the cookie in, and nothing with another proof', async () => {
      expect((await callApi({ cookie })).status).toBe(200);
      expect((await callApi({ cookie: `${cookie}x` })).status).toBe(401);
      expect((await callApi({ authorization: 'Bearer control-secret' })).status).toBe(401);
    });

    it('does not say to a stranger which operations there are', async () => {
      expect((await ask('/trpc/no.such', { method: 'POST' })).status).toBe(401);
    });

    it('refuses a stream without the cookie', async () => {
      expect(await openSocket({})).toBe(401);
      expect(await openSocket({ cookie: 'opsdeck=none' })).toBe(401);
      expect(await openSocket({ cookie })).toBe(101);
    });

    it('raises SIGN_IN_LINK_USED the second time, readable for a person', async () => {
      const link = served.server.createSignInLink().slice(url.length);
      const headers = { accept: 'text/html' };
      const first = await ask(link, { headers });
      expect(first.status).toBe(303);
      expect(first.headers['location']).toBe('/');
      expect(first.headers['cache-control']).toBe('no-store');
      expect(first.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict$/);
      const second = await ask(link, { headers });
      expect(second.status).toBe(401);
      expect(second.headers['set-cookie']).toBeUndefined();
      expect(second.headers['content-type']).toContain('text/html');
      expect(second.body).toContain('This sign-in link no longer works');
    });

    it('sends a browser on that follows its link again', async () => {
      const answer = await ask('/sign-in?token=used', { headers: { cookie } });
      expect(answer.status).toBe(303);
      expect(answer.headers['set-cookie']).toBeUndefined();
    });

    it('does not use a link up for a browser that only looks ahead', async () => {
      const link = served.server.createSignInLink().slice(url.length);
      expect((await ask(link, { method: 'HEAD' })).status).toBe(503);
      expect((await ask(link, { headers: { 'sec-purpose': 'prefetch;prerender' } })).status).toBe(503);
      expect((await ask(link)).status).toBe(303);
    });

    it('never logs a token or a cookie', async () => {
      const link = served.server.createSignInLink();
      await fetch(link, { redirect: 'manual' });
      await fetch(link, { redirect: 'manual' });
      await vi.waitFor(() => expect(served.log()).toContain('SIGN_IN_LINK_USED'));
      expect(served.log()).not.toContain(link.split('=')[1]);
      expect(served.log()).not.toContain(cookie.split('=')[1]);
    });

    it('keeps the cookie’s key for its owner only', () => {
      expect(statSync(path.join(served.dataDir, 'cookie.key')).mode & 0o777).toBe(0o600);
    });
  });

  describe('a second process of the same user', () => {
    it('gets a fresh link for the control secret', async () => {
      const answer = await askForLink('Bearer control-secret');
      expect(answer.status).toBe(200);
      const link = z.object({ url: z.url() }).parse(JSON.parse(answer.body)).url;
      expect(link).toMatch(new RegExp(`^${url}/sign-in\\?token=[\\w-]{43}$`));
      expect((await ask(link.slice(url.length))).status).toBe(303);
    });

    it.each(['', 'Bearer ', 'Bearer wrong', 'Basic control-secret', 'Bearer control-secretx'])(
      'gets none for “%s”',
      async (authorization) => {
        const answer = await askForLink(authorization);
        expect(answer.status).toBe(401);
        expect(codeOf(answer)).toBe('NOT_SIGNED_IN');
      },
    );

    it('gets none by following a link', async () => {
      const headers = { authorization: 'Bearer control-secret' };
      expect((await ask('/control/sign-in-link', { headers })).status).toBe(404);
    });
  });

  describe('foreign pages', () => {
    it('raises ORIGIN_REFUSED for a name that was rebound to this machine, cookie or not', async () => {
      const host = `evil.example:${served.server.address.port}`;
      const answer = await callApi({ cookie, host });
      expect(answer.status).toBe(403);
      expect(codeOf(answer)).toBe('ORIGIN_REFUSED');
      expect((await ask('/', { headers: { host } })).status).toBe(403);
      expect(
        (await ask(served.server.createSignInLink().slice(url.length), { headers: { host } })).status,
      ).toBe(403);
      expect(await openSocket({ cookie, host })).toBe(403);
    });

    it.each([
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ])('are refused: %o', async (headers) => {
      expect((await callApi({ cookie, ...headers })).status).toBe(403);
      expect(await openSocket({ cookie, ...headers })).toBe(403);
    });

    it('get no permission to read', async () => {
      const origin = 'http://evil.example';
      const answer = await ask('/trpc/system.echo', { method: 'OPTIONS', headers: { origin } });
      expect(answer.status).toBe(403);
      for (const name of Object.keys(answer.headers)) expect(name).not.toMatch(/^access-control-/);
    });

    it('cannot put their name into the page that refuses them', async () => {
      const answer = await ask('/', {
        headers: { origin: '<script>alert(1)</script>', accept: 'text/html' },
      });
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('<script>');
      expect(answer.body).toContain('&lt;script&gt;');
    });

    it('may lead here by a link', async () => {
      const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
      expect((await ask('/', { headers })).status).toBe(200);
    });
  });

  describe('the page', () => {
    it('is served to everybody, confined, and checked again each time', async () => {
      const answer = await ask('/');
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('<title>Opsdeck</title>');
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
      expect(answer.headers['content-security-policy']).toContain(
        `connect-src 'self' ${url.replace('http', 'ws')}`,
      );
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
      expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(answer.headers['permissions-policy']).toContain('camera=()');
      const again = await ask('/', { headers: { 'if-none-match': String(answer.headers['etag']) } });
      expect(again).toMatchObject({ status: 304, body: '' });
    });

    it('has assets that are kept for ever', async () => {
      const answer = await ask('/assets/main-abc123.js');
      expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
      expect(answer.headers['cache-control']).toContain('immutable');
      expect(await ask('/assets/main-abc123.js', { method: 'HEAD' })).toMatchObject({
        status: 200,
        body: '',
      });
    });

    it.each([
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '//../secret.txt',
      '/cookie.key',
      '/../cookie.key',
      '/%',
      'http://evil/',
      '*',
    ])('is all there is to read: not %s', async (target) => {
      const answer = await ask(target);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('nobody may read this');
    });

    it('takes nothing that is sent to it', async () => {
      expect((await ask('/', { method: 'POST', headers: { cookie } })).status).toBe(404);
      expect((await ask('/', { method: 'DELETE', headers: { cookie } })).status).toBe(404);
    });
  });

  describe('limits', () => {
    const tooLarge = JSON.stringify('x'.repeat(1_100_000));

    it('refuses a call that is too large, said or unsaid', async () => {
      const said = await callApi({ cookie, 'content-length': String(tooLarge.length) }, tooLarge);
      expect(codeOf(said)).toBe('INVALID_INPUT');
      const unsaid = await callApi({ cookie, 'transfer-encoding': 'chunked' }, tooLarge);
      expect(codeOf(unsaid)).toBe('INVALID_INPUT');
    });

    it('cuts a page off that sends too much over its socket', async () => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc`, { headers: { cookie } });
      await once(socket, 'open');
      socket.send(tooLarge);
      const [code] = await once(socket, 'close');
      expect(code).toBe(1009);
    });

    it.each(['{', 'not json', '[1,'])(
      'raises INVALID_INPUT for a body that is not JSON (%s)',
      async (body) => {
        expect(codeOf(await callApi({ cookie }, body))).toBe('INVALID_INPUT');
      },
    );

    it('answers calls by POST only, so that no link can make one', async () => {
      const answer = await ask('/trpc/system.echo?input=1', { headers: { cookie } });
      expect(codeOf(answer)).toBe('INVALID_INPUT');
    });

    it('stops a stream whose stop arrives together with its start', async () => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc`, { headers: { cookie } });
      await once(socket, 'open');
      const names = Array.from({ length: 20 }, (_, index) => `stopped at once ${index}`);
      for (const [index, input] of names.entries()) {
        const start = { id: index + 1, method: 'subscription', params: { path: 'system.goOn', input } };
        socket.send(JSON.stringify(start));
        socket.send(JSON.stringify({ id: index + 1, method: 'subscription.stop' }));
      }
      await vi.waitFor(() => expect([...observed.ended]).toEqual(expect.arrayContaining(names)));
      socket.terminate();
    });

    it('survives garbage on the socket', async () => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc`, { headers: { cookie } });
      await once(socket, 'open');
      const heard: string[] = [];
      socket.on('message', (data) => heard.push(Buffer.isBuffer(data) ? data.toString() : ''));
      for (const garbage of ['', '{', '[]', 'null', '{"id":null}', '{"id":1,"method":"subscription"}'])
        socket.send(garbage);
      socket.send(Buffer.from([0, 255, 1]));
      socket.send(JSON.stringify({ id: 9, method: 'query', params: { path: 'system.echo', input: 5 } }));
      await vi.waitFor(() => expect(heard.join()).toContain('"id":9'));
      socket.terminate();
    });
  });

  it('closes promptly and completely, whatever is still open', async () => {
    const own = await startHttpConsole({ router: createSampleRouter(observed) });
    const { port } = own.server.address;
    const transport = pageTransport(own.server.address.url, await signIn(own.server));
    const client = createTRPCUntypedClient<AppRouter>({ links: transport.links });
    client.subscription('system.goOn', 'at close', {});
    await vi.waitFor(() => expect(observed.begun).toContain('at close'));
    const silent = connect(port, '127.0.0.1');
    const slow = connect(port, '127.0.0.1');
    await Promise.all([once(silent, 'connect'), once(slow, 'connect')]);
    slow.write('POST /trpc/system.echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n1');
    const gone = Promise.all(
      [silent, slow].map(
        (socket) => new Promise((resolve) => socket.on('error', resolve).on('close', resolve).resume()),
      ),
    );
    await own.close();
    await gone;
    await vi.waitFor(() => expect(observed.ended).toContain('at close'));
    await vi.waitFor(() => expect(transport.connection.current()).toBe('lost'));
    transport.cut();
    void transport.close();
    await expect(fetch(own.server.address.url)).rejects.toThrow();
  });

  it('is found again by a page after a restart, with the cookie it had', async () => {
    const first = await startHttpConsole({ router: createSampleRouter(observed) });
    const { port } = first.server.address;
    const cookieBefore = await signIn(first.server);
    const transport = pageTransport(first.server.address.url, cookieBefore);
    const client = createTRPCUntypedClient<AppRouter>({ links: transport.links });
    const values: unknown[] = [];
    client.subscription('system.goOn', 'over a restart', { onData: (value) => values.push(value) });
    await vi.waitFor(() => expect(values.length).toBeGreaterThan(1));
    expect(transport.connection.current()).toBe('connected');
    await first.server.close();
    await vi.waitFor(() => expect(transport.connection.current()).toBe('lost'));
    await expect(client.query('system.echo', 1)).rejects.toMatchObject({ shape: undefined });

    values.length = 0;
    const second = await startHttpConsole({
      router: createSampleRouter(observed),
      port,
      dataDir: first.dataDir,
    });
    await vi.waitFor(() => expect(transport.connection.current()).toBe('connected'), { timeout: 10_000 });
    await vi.waitFor(() => expect(values.length).toBeGreaterThan(1));
    expect(await client.query('system.echo', 1)).toBe(1);
    transport.cut();
    void transport.close();
    await second.close();
    await first.close();
  });
});
