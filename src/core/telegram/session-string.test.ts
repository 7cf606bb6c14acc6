import { randomBytes } from 'node:crypto';
import { OpsdeckError } from '#contract/errors.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSession, encodeSession, parseSessionString } from './session-string.ts';

const authKey = randomBytes(256);

function telethonString(
  options: { dataCentre?: number; address?: number[]; port?: number; key?: Buffer } = {},
): string {
  const { dataCentre = 2, address = [149, 154, 167, 51], port = 443, key = authKey } = options;
  const portBytes = Buffer.alloc(2);
  portBytes.writeUInt16BE(port);
  const bytes = Buffer.concat([Buffer.from([dataCentre]), Buffer.from(address), portBytes, key]);
  // Telethon writes the URL-safe alphabet, with padding.
  return `1${bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_')}`;
}

function problemOf(text: string): string {
  try {
    parseSessionString(text);
  } catch (error) {
    if (error instanceof OpsdeckError && error.code === 'SESSION_MALFORMED')
      return String(error.details['problem']);
    throw error;
  }
  throw new Error('it was accepted');
}

describe('session strings', () => {
  it('reads its own form back, whatever the address', () => {
    for (const address of ['149.154.167.91', '127.0.0.1', '2001:67c:4e8:f002::a', 'vesta.web.telegram.org']) {
      const session = { dataCentre: 4, address, port: 443, authKey };
      expect(decodeSession(encodeSession(session))).toEqual(session);
    }
  });

  it('reads Telethon strings of 353 characters, and of 352 without their padding', () => {
    const text = telethonString();
    expect(text).toHaveLength(353);
    const parsed = parseSessionString(text);
    expect(parsed.session).toBe(
      encodeSession({ dataCentre: 2, address: '149.154.167.51', port: 443, authKey }),
    );
    expect(parseSessionString(text.slice(0, 352))).toEqual(parsed);
  });

  it('reads Telethon strings with an IPv6 address', () => {
    const address = [0x20, 0x01, 0x06, 0x7c, 0x04, 0xe8, 0xf0, 0x02, 0, 0, 0, 0, 0, 0, 0, 0x0a];
    expect(decodeSession(telethonString({ address }))).toEqual({
      dataCentre: 2,
      address: '2001:67c:4e8:f002:0:0:0:a',
      port: 443,
      authKey,
    });
  });

  it('recognises the same session in every form, and another one as another', () => {
    const gramJs = encodeSession({ dataCentre: 2, address: '149.154.167.51', port: 443, authKey });
    const { fingerprint } = parseSessionString(telethonString());
    expect(parseSessionString(gramJs).fingerprint).toEqual(fingerprint);
    expect(parseSessionString(` ${gramJs}\r\n`).fingerprint).toEqual(fingerprint);
    expect(parseSessionString(telethonString({ key: randomBytes(256) })).fingerprint).not.toEqual(
      fingerprint,
    );
  });

  it.each([
    ['nothing', '', 'empty'],
    ['white space', ' \n\t ', 'empty'],
    ['a megabyte', '1'.repeat(1_000_000), 'too long'],
    ['another version', `2${telethonString().slice(1)}`, 'version'],
    ['the version alone', '1', 'wrong length'],
    ['control characters', `1\u0007${telethonString().slice(2)}`, 'characters'],
    ['a NUL', `${telethonString().slice(0, 100)}\0${telethonString().slice(101)}`, 'characters'],
    [
      'a letter of another script',
      `${telethonString().slice(0, 100)}ж${telethonString().slice(101)}`,
      'characters',
    ],
    [
      'padding in the middle',
      `${telethonString().slice(0, 100)}==${telethonString().slice(102)}`,
      'characters',
    ],
    ['a part missing', telethonString().slice(0, 300), 'wrong length'],
    ['a part twice', telethonString().slice(0, -1) + telethonString().slice(1, 9), 'wrong length'],
    ['data centre 0', telethonString({ dataCentre: 0 }), 'data centre 0'],
    ['data centre 203', telethonString({ dataCentre: 203 }), 'data centre 203'],
    ['port 0', telethonString({ port: 0 }), 'no port'],
    ['a key of zeros', telethonString({ key: Buffer.alloc(256) }), 'no key'],
  ])('refuses %s', (_what, text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });

  it('never repeats the text in the error', () => {
    const text = `${telethonString().slice(0, 340)}!`;
    expect(problemOf(text)).not.toContain(text.slice(10, 30));
  });

  it('answers any text with a session or with SESSION_MALFORMED', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.uint8Array({ maxLength: 700 }).map((bytes) => `1${Buffer.from(bytes).toString('base64')}`),
      fc.nat({ max: 352 }).map((at) => telethonString().slice(0, at) + telethonString().slice(at + 1)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        try {
          const { session, fingerprint } = parseSessionString(text);
          expect(parseSessionString(session).fingerprint).toEqual(fingerprint);
        } catch (error) {
          expect(error).toMatchObject({ code: 'SESSION_MALFORMED' });
        }
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
