import { createHash, createPublicKey } from 'node:crypto';

/** A server's RSA key as MTProto's handshake needs it. */
export type ServerKey = {
  /** Hexadecimal. */
  readonly modulus: string;
  readonly exponent: number;
  /** The lower 64 bits of the SHA-1 of the key's bare TL form, as the signed number the wire carries. */
  readonly fingerprint: bigint;
};

/** Reads an RSA public key in PEM. Throws an `Error` with the reason when it is none. */
export function readServerKey(publicKeyPem: string): ServerKey {
  const key = createPublicKey(publicKeyPem);
  if (key.asymmetricKeyType !== 'rsa') throw new Error('it is not an RSA key');
  const { n, e } = key.export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new Error('it has no modulus or exponent');
  const modulus = Buffer.from(n, 'base64url');
  const exponent = Buffer.from(e, 'base64url');
  if (modulus.length !== 256) throw new Error('it is not 2048 bits long');
  const digest = createHash('sha1').update(tlBytes(modulus)).update(tlBytes(exponent)).digest();
  return {
    modulus: modulus.toString('hex'),
    exponent: exponent.readUIntBE(0, exponent.length),
    fingerprint: digest.readBigInt64LE(12),
  };
}

/** TL's `bytes`: length, the bytes, padding to a multiple of four. */
function tlBytes(value: Buffer): Buffer {
  const head =
    value.length < 254
      ? Buffer.from([value.length])
      : Buffer.from([254, value.length & 0xff, (value.length >> 8) & 0xff, (value.length >> 16) & 0xff]);
  return Buffer.concat([head, value, Buffer.alloc((4 - ((head.length + value.length) % 4)) % 4)]);
}
