import { refused } from './refused.ts';
import type { Picture } from './picture.ts';

const startOfScan = 0xda;
const endOfImage = 0xd9;

/** A frame header: SOF0 to SOF15 without the three markers among them that are something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/**
 * Walks a JPEG from its first marker to its last. Further JPEGs may follow the first, as cameras append previews; anything else
 * behind the end may not.
 *
 * @throws OpsdeckError DOCUMENT_REFUSED
 */
export function readJpeg(bytes: Buffer): Picture {
  const first = readOne(bytes, 0);
  for (let at = skipZeros(bytes, first.end); at < bytes.length;) {
    if (bytes.readUIntBE(at, Math.min(3, bytes.length - at)) !== 0xff_d8_ff)
      throw refused('something that is no picture follows the end of the picture');
    at = skipZeros(bytes, readOne(bytes, at).end);
  }
  return first.picture;
}

function readOne(bytes: Buffer, start: number): { readonly picture: Picture; readonly end: number } {
  let picture: Picture | null = null;
  let at = start + 2;
  for (;;) {
    if (at + 4 > bytes.length) throw refused('the picture ends too early');
    if (bytes[at] !== 0xff) throw refused('the picture is damaged');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === endOfImage) throw refused('there is no picture in it');
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) throw refused('the picture ends too early');
    if (isFrame(marker) && length >= 8)
      picture = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + length;
    if (marker !== startOfScan) continue;
    at = endOfScan(bytes, at);
    if (bytes.readUInt8(at + 1) !== endOfImage) continue;
    if (picture === null) throw refused('the picture has no size');
    return { picture, end: at + 2 };
  }
}

/** Where the next marker is that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw refused('the picture ends too early');
}

function skipZeros(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return at;
}
