import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from './sign-in-tokens.ts';

const validForSeconds = 30 * 24 * 60 * 60;

/** The cookie that says a browser has signed in. It carries its own expiry and proof, so the host stores nothing. */
export type SessionCookie = {
  /** The value of a `Set-Cookie` header that signs a browser in for 30 days. */
  issue(): string;
  /** Whether a `Cookie` header holds a cookie that this data folder's key signed and that has not run out. */
  isValid(cookieHeader: string | undefined): boolean;
};

/** @param port goes into the name, because browsers send a host's cookies to all of its ports. */
export function createSessionCookie(key: Buffer, port: number, now: () => number = Date.now): SessionCookie {
  const name = `opsdeck-${port}`;
  const signed = (payload: string): string =>
    `${payload}.${createHmac('sha256', key).update(payload).digest('base64url')}`;
  return {
    issue() {
      const expiry = Math.floor(now() / 1000) + validForSeconds;
      const value = signed(`v1.${expiry}.${randomBytes(16).toString('base64url')}`);
      return `${name}=${value}; Max-Age=${validForSeconds}; Path=/; HttpOnly; SameSite=Strict`;
    },
    isValid(cookieHeader) {
      return valuesOf(cookieHeader ?? '', name).some((value) => {
        const parts = /^(v1\.(\d{1,15})\.[\w-]{1,64})\.[\w-]{1,64}$/.exec(value);
        const payload = parts?.[1];
        if (payload === undefined || !sameSecret(value, signed(payload))) return false;
        return Number(parts?.[2]) * 1000 > now();
      });
    },
  };
}

function valuesOf(header: string, name: string): readonly string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
