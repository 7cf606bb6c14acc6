/** Messages before there is a key: key ID zero, message ID, length, body. */
const headBytes = 20;

/** The body of an unencrypted message, or null when the bytes are none. */
export function readPlainMessage(payload: Buffer): Buffer | null {
  if (payload.length < headBytes || payload.readBigInt64LE(0) !== 0n) return null;
  const length = payload.readInt32LE(16);
  if (length < 4 || length > payload.length - headBytes) return null;
  return payload.subarray(headBytes, headBytes + length);
}

export function writePlainMessage(messageId: bigint, body: Buffer): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeBigInt64LE(messageId, 8);
  head.writeInt32LE(body.length, 16);
  return Buffer.concat([head, body]);
}
