import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
} from 'node:crypto';
import { readServerKey } from '#core/telegram/server-key.ts';

/** The RSA key pair by which clients know the data centre. */
export type ServerIdentity = {
  readonly publicKeyPem: string;
  readonly privateKeyPem: string;
  readonly fingerprint: bigint;
  /** Raw RSA, no padding: 256 bytes in, 256 bytes out. Throws when the number is not below the modulus. */
  decrypt(encrypted: Buffer): Buffer;
};

export function generateServerIdentity(): ServerIdentity {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return loadServerIdentity(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

export function loadServerIdentity(privateKeyPem: string): ServerIdentity {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return {
    publicKeyPem,
    privateKeyPem,
    fingerprint: readServerKey(publicKeyPem).fingerprint,
    decrypt: (encrypted) => privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encrypted),
  };
}
