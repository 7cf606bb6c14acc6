import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUiFile } from './ui-file.ts';

describe('the files of the page', () => {
  let outside: string;
  let folder: string;

  beforeAll(() => {
    outside = mkdtempSync(path.join(tmpdir(), 'opsdeck-ui-'));
    folder = path.join(outside, 'ui');
    mkdirSync(path.join(folder, 'assets'), { recursive: true });
    mkdirSync(path.join(outside, 'ui-next-door'));
    writeFileSync(path.join(folder, 'index.html'), 'page');
    writeFileSync(path.join(folder, '.env.json'), '{}');
    writeFileSync(path.join(folder, 'assets', 'main-Ab12.js'), 'script');
    writeFileSync(path.join(folder, 'program.exe'), 'program');
    writeFileSync(path.join(outside, 'secret.json'), '{}');
    writeFileSync(path.join(outside, 'ui-next-door', 'secret.json'), '{}');
  });
  afterAll(() => rmSync(outside, { recursive: true, force: true }));

  it('are found, with their kind and how long they stay the same', async () => {
    const page = await readUiFile(folder, '/');
    expect(page).toMatchObject({ contentType: 'text/html; charset=utf-8', immutable: false });
    expect(page?.bytes.toString()).toBe('page');
    expect((await readUiFile(folder, '/index.html'))?.etag).toBe(page?.etag);
    const script = await readUiFile(folder, '/assets/main-Ab12.js');
    expect(script).toMatchObject({ contentType: 'text/javascript; charset=utf-8', immutable: true });
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/%2e%2e%2fsecret.json',
    '/..%2fsecret.json',
    '/assets/../../secret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..\\secret.json',
    '/%5c..%5csecret.json',
    '/../ui-next-door/secret.json',
    '//etc/passwd',
    '/etc/passwd',
    '/C:/secret.json',
    '/index.html%00.js',
    '/%',
    '/%ff',
    '/.env.json',
    '/assets',
    '/assets/',
    '/program.exe',
    '/missing.js',
    'index.html',
    '',
    `/${'a'.repeat(5_000)}.js`,
  ])('do not include %s', async (pathname) => {
    expect(await readUiFile(folder, pathname)).toBeNull();
  });
});
