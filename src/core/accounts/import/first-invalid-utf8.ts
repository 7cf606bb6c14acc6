type Lead = { readonly length: number; readonly lowest: number; readonly highest: number };

/** By its first byte: how long a character is, and what its second byte may be (Unicode, table 3-7). */
function leadOf(byte: number): Lead | null {
  if (byte < 0x80) return { length: 1, lowest: 0, highest: 0 };
  if (byte >= 0xc2 && byte <= 0xdf) return { length: 2, lowest: 0x80, highest: 0xbf };
  if (byte === 0xe0) return { length: 3, lowest: 0xa0, highest: 0xbf };
  if (byte === 0xed) return { length: 3, lowest: 0x80, highest: 0x9f };
  if (byte >= 0xe1 && byte <= 0xef) return { length: 3, lowest: 0x80, highest: 0xbf };
  if (byte === 0xf0) return { length: 4, lowest: 0x90, highest: 0xbf };
  if (byte >= 0xf1 && byte <= 0xf3) return { length: 4, lowest: 0x80, highest: 0xbf };
  if (byte === 0xf4) return { length: 4, lowest: 0x80, highest: 0x8f };
  return null;
}

/** Where the first character begins that is not UTF-8; -1 when all are. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = leadOf(bytes[at] ?? 0);
    if (lead === null || at + lead.length > bytes.length) return at;
    for (let place = 1; place < lead.length; place += 1) {
      const byte = bytes[at + place] ?? 0;
      const [lowest, highest] = place === 1 ? [lead.lowest, lead.highest] : [0x80, 0xbf];
      if (byte < lowest || byte > highest) return at;
    }
    at += lead.length;
  }
  return -1;
}
