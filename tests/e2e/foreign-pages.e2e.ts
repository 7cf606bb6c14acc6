import { createServer, type Server } from 'node:http';
import { expect, journeyOn } from './support/journey.ts';

const { test, console: running } = journeyOn('host');

/** Another web server of the same machine: to a browser it is the same site as the console, only another port. */
let foreign: Server;
let foreignPort: number;

test.beforeAll(async () => {
  foreign = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>Another page</title>');
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  const address = foreign.address();
  foreignPort = typeof address === 'object' && address !== null ? address.port : 0;
});
test.afterAll(async () => {
  await new Promise((resolve) => foreign.close(resolve));
});

for (const host of ['127.0.0.1', 'localhost']) {
  test(`a page of another server on ${host} reaches nothing, though the browser is signed in`, async ({
    page,
  }) => {
    await page.goto(await running().signInLink());
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await page.goto(`http://${host}:${foreignPort}/`);
    const reached = await page.evaluate(async (url) => {
      const call = async (init: RequestInit): Promise<string> =>
        fetch(`${url}/trpc/system.about`, { credentials: 'include', ...init }).then(
          (response) => `answered ${response.status} ${response.type}`,
          () => 'refused',
        );
      const socket = new Promise<string>((resolve) => {
        const live = new WebSocket(`${url.replace('http', 'ws')}/trpc`);
        live.addEventListener('open', () => resolve('open'));
        live.addEventListener('error', () => resolve('refused'));
      });
      const frame = document.createElement('iframe');
      frame.src = url;
      const framed = new Promise<string>((resolve) => {
        // A frame that was refused, or is of another origin, shows no document.
        frame.addEventListener('load', () =>
          resolve(frame.contentDocument === null ? 'refused' : 'readable'),
        );
      });
      document.body.append(frame);
      return {
        json: await call({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
        simple: await call({ method: 'POST', mode: 'no-cors', body: '{}' }),
        socket: await socket,
        framed: await framed,
      };
    }, running().url);
    expect(reached).toEqual({
      json: 'refused',
      // An opaque answer would be the refusal itself; Cross-Origin-Resource-Policy withholds even that.
      simple: expect.stringMatching(/^refused$|^answered 0 opaque$/),
      socket: 'refused',
      framed: 'refused',
    });
  });
}

test('a link on another page leads into the console', async ({ page }) => {
  const link = await running().signInLink();
  await page.goto(`http://localhost:${foreignPort}/`);
  await page.evaluate((address) => {
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.textContent = 'Open the console';
    document.body.append(anchor);
  }, link);
  await page.getByText('Open the console').click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  expect(page.url()).not.toContain('token');
});
