import { returnBigInt } from 'telegram/Helpers.js';
import { _serverKeys } from 'telegram/crypto/RSA.js';
import { readServerKey } from '../server-key.ts';

/** Lets GramJS trust a test server's key, beside Telegram's own that it has built in. */
export function registerServerKey(publicKeyPem: string): void {
  const { modulus, exponent, fingerprint } = readServerKey(publicKeyPem);
  _serverKeys.set(fingerprint.toString(), { n: returnBigInt(BigInt(`0x${modulus}`)), e: exponent });
}
