import type { Picture } from './picture.ts';
import { refused } from './refused.ts';

const animationFlag = 0x02;

/**
 * Walks a WebP from its first chunk to its last.
 *
 * @throws OpsdeckError DOCUMENT_REFUSED
 */
export function readWebp(bytes: Buffer): Picture {
  const end = bytes.readUInt32LE(4) + 8;
  if (end > bytes.length) throw refused('the picture ends too early');
  if (end < bytes.length) throw refused('something follows the end of the picture');
  let picture: Picture | null = null;
  let hasData = false;
  for (let at = 12; at < end;) {
    if (at + 8 > end) throw refused('the picture is damaged');
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 8 + length > end) throw refused('the picture ends too early');
    if (type === 'ANIM' || type === 'ANMF') throw refused('it is an animation');
    const size = sizeIn(type, body);
    picture ??= size;
    hasData ||= type === 'VP8 ' || type === 'VP8L';
    at += 8 + length + (length % 2);
  }
  if (picture === null || !hasData) throw refused('there is no picture in it');
  return picture;
}

function sizeIn(type: string, body: Buffer): Picture | null {
  if (type === 'VP8X' && body.length >= 10) {
    if ((body.readUInt8(0) & animationFlag) !== 0) throw refused('it is an animation');
    return { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 };
  }
  if (type === 'VP8L' && body.length >= 5 && body[0] === 0x2f) {
    const bits = body.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (type === 'VP8 ' && body.length >= 10 && body.readUIntBE(3, 3) === 0x9d_01_2a)
    return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
  return null;
}
