import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpsdeckError } from '#contract/errors.ts';
import { loadCookieKey } from './cookie-key.ts';
import { createSessionCookie } from './session-cookie.ts';
import { createSignInTokens, sameSecret } from './sign-in-tokens.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

describe('sign-in tokens', () => {
  it('work once', () => {
    const tokens = createSignInTokens();
    const token = tokens.issue();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(tokens.consume(`${token}x`)).toBe(false);
    expect(tokens.consume('')).toBe(false);
    expect(tokens.consume(token)).toBe(true);
    expect(tokens.consume(token)).toBe(false);
  });

  it('work for one hour', () => {
    let now = 0;
    const tokens = createSignInTokens(() => now);
    const [early, late] = [tokens.issue(), tokens.issue()];
    now = hour - 1;
    expect(tokens.consume(early)).toBe(true);
    now = hour;
    expect(tokens.consume(late)).toBe(false);
  });

  it('do not pile up: the oldest of very many stops working', () => {
    const tokens = createSignInTokens();
    const first = tokens.issue();
    const last = Array.from({ length: 100 }, () => tokens.issue()).at(-1);
    expect(tokens.consume(first)).toBe(false);
    expect(tokens.consume(last ?? '')).toBe(true);
  });

  it('are compared whole', () => {
    expect(sameSecret('secret', 'secret')).toBe(true);
    expect(sameSecret('secret', 'secre')).toBe(false);
    expect(sameSecret('', 'secret')).toBe(false);
  });
});

function pairOf(header: string): string {
  return header.split(';')[0] ?? '';
}

describe('the session cookie', () => {
  const key = Buffer.alloc(32, 7);

  it('is out of reach of scripts and other sites, and belongs to its port', () => {
    const header = createSessionCookie(key, 7420).issue();
    expect(header).toMatch(/^opsdeck-7420=v1\.\d+\.[\w-]+\.[\w-]+; /);
    expect(header).toContain('; HttpOnly');
    expect(header).toContain('; SameSite=Strict');
    expect(header).toContain('; Path=/');
    expect(header).not.toMatch(/domain/i);
  });

  it('is valid for 30 days, among other cookies, and after a restart', () => {
    let now = 1_000_000;
    const pair = pairOf(createSessionCookie(key, 7420, () => now).issue());
    const restarted = createSessionCookie(key, 7420, () => now);
    expect(restarted.isValid(`a=b; ${pair}; c=d`)).toBe(true);
    now += 30 * day - 1_000;
    expect(restarted.isValid(pair)).toBe(true);
    now += 1_000;
    expect(restarted.isValid(pair)).toBe(false);
  });

  it('cannot be forged, stretched or carried to another console', () => {
    const cookie = createSessionCookie(key, 7420);
    const pair = pairOf(cookie.issue());
    const [name, version, , nonce, proof] = pair.split(/[=.]/);
    expect(cookie.isValid(`${name}=${version}.99999999999.${nonce}.${proof}`)).toBe(false);
    expect(cookie.isValid(pair.slice(0, -1))).toBe(false);
    expect(cookie.isValid(pair.replace('v1', 'v2'))).toBe(false);
    expect(cookie.isValid(undefined)).toBe(false);
    expect(cookie.isValid(`${name}=`)).toBe(false);
    expect(createSessionCookie(Buffer.alloc(32, 8), 7420).isValid(pair)).toBe(false);
    expect(createSessionCookie(key, 7421).isValid(pair)).toBe(false);
  });
});

describe('the cookie key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, for its owner’s eyes only', () => {
    const key = loadCookieKey(folder);
    expect(key).toHaveLength(32);
    expect(statSync(path.join(folder, 'cookie.key')).mode & 0o777).toBe(0o600);
    expect(loadCookieKey(folder)).toEqual(key);
  });

  it('is made anew when the file is damaged', () => {
    writeFileSync(path.join(folder, 'cookie.key'), 'half a k');
    const key = loadCookieKey(folder);
    expect(key).toHaveLength(32);
    expect(readFileSync(path.join(folder, 'cookie.key'), 'utf8').trim()).toBe(key.toString('base64'));
  });

  it('says so when it cannot be kept', () => {
    writeFileSync(path.join(folder, 'file'), '');
    const attempt = (): unknown => loadCookieKey(path.join(folder, 'file'));
    expect(attempt).toThrow(OpsdeckError);
    expect(attempt).toThrow(/cannot be used/);
  });
});
