import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleRouter } from '../../../tests/transport/sample-router.ts';
import { type HttpConsole, signIn, startHttpConsole } from '../../../tests/transport/serve-over-http.ts';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'opsdeck-export-')), 'file');
let served: HttpConsole;
let cookie: string;

beforeAll(async () => {
  writeFileSync(file, 'No.,Name\r\n');
  served = await startHttpConsole({
    router: createSampleRouter({ begun: new Set(), ended: new Set() }),
    exportedFile: (id) => (id === 'known' ? { path: file, fileName: 'Заказы.csv', format: 'csv' } : null),
  });
  cookie = await signIn(served.server);
});
afterAll(() => served.close());

const get = (id: string, headers: Record<string, string> = { cookie }, method = 'GET') =>
  fetch(`${served.server.address.url}/exports/${id}`, { method, headers });

describe('the file of an export', () => {
  it('is handed to whoever is signed in, to be saved and not to be kept', async () => {
    const response = await get('known');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('No.,Name\r\n');
    expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''%D0%97");
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['nobody who is not signed in', 'known', {}, 401],
    ['no link elsewhere', 'known', { 'sec-fetch-site': 'cross-site' }, 403],
    ['nothing that is not there', 'other', {}, 404],
    ['no other file', '..%2f..%2fcookie.key', {}, 404],
  ])('is for %s', async (_who, id, headers: Record<string, string>, status) => {
    const signedIn = status === 401 ? headers : { ...headers, cookie };
    expect((await get(id, signedIn)).status).toBe(status);
  });

  it('has its size told without being sent', async () => {
    const response = await get('known', { cookie }, 'HEAD');
    expect(response.headers.get('content-length')).toBe('10');
    expect(await response.text()).toBe('');
  });
});
