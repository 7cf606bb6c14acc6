import { crc32 } from 'node:zlib';

/** Length, sequence number and checksum around a payload. */
const overheadBytes = 12;
/** Telegram closes connections that send more than about a megabyte at once. */
const longestFrame = 1_100_000;

/** The bytes are not TCP-full framing; nothing sensible can follow them. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
}

/** Cuts the byte stream of one socket into payloads, for the transport that MTProto calls “full”. */
export class FullFrameReader {
  #pending: Buffer = Buffer.alloc(0);
  #expectedSequence = 0;

  /** Gives the payloads that `chunk` completes. Throws `FramingError` at the first wrong byte that matters. */
  read(chunk: Buffer): Buffer[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const payloads: Buffer[] = [];
    for (let payload = this.#next(); payload !== null; payload = this.#next()) payloads.push(payload);
    return payloads;
  }

  #next(): Buffer | null {
    if (this.#pending.length < 4) return null;
    const length = this.#pending.readUInt32LE(0);
    if (length < overheadBytes + 4 || length > longestFrame || length % 4 !== 0) {
      throw new FramingError('impossible frame length');
    }
    if (this.#pending.length < length) return null;
    const frame = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    if (frame.readInt32LE(4) !== this.#expectedSequence) throw new FramingError('frame out of sequence');
    if (frame.readUInt32LE(length - 4) !== crc32(frame.subarray(0, length - 4))) {
      throw new FramingError('wrong checksum');
    }
    this.#expectedSequence += 1;
    return frame.subarray(8, length - 4);
  }
}

/** Puts payloads into frames, numbering them. */
export class FullFrameWriter {
  #sequence = 0;

  frame(payload: Buffer): Buffer {
    const frame = Buffer.alloc(payload.length + overheadBytes);
    frame.writeUInt32LE(frame.length, 0);
    frame.writeInt32LE(this.#sequence, 4);
    payload.copy(frame, 8);
    frame.writeUInt32LE(crc32(frame.subarray(0, frame.length - 4)), frame.length - 4);
    this.#sequence += 1;
    return frame;
  }
}
