import { crc32 } from 'node:zlib';
import type { Picture } from './picture.ts';
import { refused } from './refused.ts';

const signatureLength = 8;
const depths: ReadonlySet<number> = new Set([1, 2, 4, 8, 16]);
const colourTypes: ReadonlySet<number> = new Set([0, 2, 3, 4, 6]);

/**
 * Walks a PNG from its header to its end, and proves the checksum of each part.
 *
 * @throws OpsdeckError DOCUMENT_REFUSED
 */
export function readPng(bytes: Buffer): Picture {
  let picture: Picture | null = null;
  let hasData = false;
  for (let at = signatureLength; ;) {
    if (at + 12 > bytes.length) throw refused('the picture ends too early');
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw refused('the picture ends too early');
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      throw refused('the picture is damaged');
    if (picture === null) picture = header(type, bytes.subarray(at + 8, end - 4));
    if (type === 'acTL') throw refused('it is an animation');
    hasData ||= type === 'IDAT' && length > 0;
    at = end;
    if (type !== 'IEND') continue;
    if (at !== bytes.length) throw refused('something follows the end of the picture');
    if (!hasData) throw refused('there is no picture in it');
    return picture;
  }
}

function header(type: string, body: Buffer): Picture {
  if (type !== 'IHDR' || body.length !== 13) throw refused('the picture is damaged');
  if (!depths.has(body.readUInt8(8)) || !colourTypes.has(body.readUInt8(9)))
    throw refused('the picture is damaged');
  return { width: body.readUInt32BE(0), height: body.readUInt32BE(4) };
}
