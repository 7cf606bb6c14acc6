import { createHash } from 'node:crypto';
import { OpsdeckError } from '#contract/errors.ts';
import type { SessionString } from './driver.ts';

/** Telegram's auth keys are 2048 bits long. */
const authKeyBytes = 256;
/** The longest form, a GramJS string with a 64-character address, is 437 characters; the rest is slack for spaces. */
const longestText = 1024;
const longestAddress = 64;
/** Telegram's data centres are numbered 1 to 5. */
const lastDataCentre = 5;

const telethonIpv4Bytes = 1 + 4 + 2 + authKeyBytes;
const telethonIpv6Bytes = 1 + 16 + 2 + authKeyBytes;

/** What a session string holds. The auth key is a secret: it must not leave memory. */
export type DecodedSession = {
  readonly dataCentre: number;
  readonly address: string;
  readonly port: number;
  readonly authKey: Buffer;
};

export type ParsedSession = {
  /** In GramJS's own form, whichever form was given. */
  readonly session: SessionString;
  readonly dataCentre: number;
  /** SHA-256 of the auth key: equal for the same session in any form or address, and it does not give the key away. */
  readonly fingerprint: Buffer;
};

/**
 * Reads a GramJS or Telethon session string, ignoring white space around it.
 * Throws `SESSION_MALFORMED` saying what is wrong; no part of the text appears in the error.
 */
export function parseSessionString(text: string): ParsedSession {
  const decoded = decodeSession(text);
  return {
    session: encodeSession(decoded),
    dataCentre: decoded.dataCentre,
    fingerprint: sessionFingerprint(decoded.authKey),
  };
}

export function sessionFingerprint(authKey: Buffer): Buffer {
  return createHash('sha256').update(authKey).digest();
}

/** As `parseSessionString`, but gives the parts, the secret key among them. */
export function decodeSession(text: string): DecodedSession {
  const bytes = decodeBase64(text);
  const decoded = decodeGramJs(bytes) ?? decodeTelethon(bytes);
  if (decoded === null) throw malformed('it has the wrong length, so a part of it is missing or added');
  if (decoded.dataCentre < 1 || decoded.dataCentre > lastDataCentre) {
    throw malformed(`it names data centre ${decoded.dataCentre}, and Telegram has 1 to ${lastDataCentre}`);
  }
  if (decoded.port === 0) throw malformed('it names no port');
  if (decoded.authKey.every((byte) => byte === 0))
    throw malformed('it holds no key (was it saved before signing in?)');
  return decoded;
}

/** The GramJS form: version, then base64 of data centre, address length, address, port and key. */
export function encodeSession(session: DecodedSession): SessionString {
  const address = Buffer.from(session.address, 'latin1');
  const head = Buffer.alloc(3);
  head.writeUInt8(session.dataCentre, 0);
  head.writeUInt16BE(address.length, 1);
  const port = Buffer.alloc(2);
  port.writeUInt16BE(session.port, 0);
  return brand(`1${Buffer.concat([head, address, port, session.authKey]).toString('base64')}`);
}

/** The one place where a text becomes a session string. */
function brand(text: string): SessionString;
function brand(text: string): string {
  return text;
}

function decodeBase64(text: string): Buffer {
  if (text.length > longestText) throw malformed('it is far too long');
  const trimmed = text.trim();
  if (trimmed === '') throw malformed('it is empty');
  // 1 is the only version that either library has ever written.
  if (!trimmed.startsWith('1')) throw malformed('it does not begin with “1”, the version of such strings');
  const encoded = trimmed.slice(1);
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(encoded))
    throw malformed('it has characters that do not belong in it');
  return Buffer.from(encoded, 'base64');
}

function decodeGramJs(bytes: Buffer): DecodedSession | null {
  if (bytes.length < 3) return null;
  const addressLength = bytes.readUInt16BE(1);
  if (addressLength < 3 || addressLength > longestAddress) return null;
  if (bytes.length !== 3 + addressLength + 2 + authKeyBytes) return null;
  const address = bytes.toString('latin1', 3, 3 + addressLength);
  if (!/^[0-9A-Za-z.:-]+$/.test(address)) return null;
  return { dataCentre: bytes.readUInt8(0), address, ...decodePortAndKey(bytes, 3 + addressLength) };
}

function decodeTelethon(bytes: Buffer): DecodedSession | null {
  // No server's address begins with 0; what does is a GramJS string of which just so much was cut off.
  if (bytes[1] === 0) return null;
  if (bytes.length === telethonIpv4Bytes) {
    const address = [...bytes.subarray(1, 5)].join('.');
    return { dataCentre: bytes.readUInt8(0), address, ...decodePortAndKey(bytes, 5) };
  }
  if (bytes.length === telethonIpv6Bytes) {
    const groups = Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(1 + group * 2).toString(16));
    return { dataCentre: bytes.readUInt8(0), address: groups.join(':'), ...decodePortAndKey(bytes, 17) };
  }
  return null;
}

function decodePortAndKey(bytes: Buffer, offset: number): { port: number; authKey: Buffer } {
  return { port: bytes.readUInt16BE(offset), authKey: Buffer.from(bytes.subarray(offset + 2)) };
}

function malformed(problem: string): OpsdeckError<'SESSION_MALFORMED'> {
  return new OpsdeckError('SESSION_MALFORMED', { problem });
}
