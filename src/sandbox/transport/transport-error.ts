/** Errors that the transport itself reports: four bytes instead of a message. */
export const transportErrors = { authKeyNotFound: -404, flood: -429 } as const;

export function encodeTransportError(code: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(code, 0);
  return bytes;
}
