import { gunzipSync } from 'node:zlib';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import { GZIPPacked } from 'telegram/tl/core/GZIPPacked.js';
import { MessageContainer } from 'telegram/tl/core/MessageContainer.js';
import { EnvelopeError } from './encryption.ts';

/** One TL object a client sent, and the message it came in. `object` is null when its constructor is unknown. */
export type ClientObject = {
  readonly messageId: bigint;
  readonly sequence: number;
  readonly object: unknown;
};

/** GramJS puts at most 100 messages into a container, Telegram takes 1,020. */
const mostMessages = 1_020;
const mostUnzippedBytes = 4_000_000;

/** Takes a message's body apart: containers into their messages, gzip_packed into what is packed. */
export function readContents(messageId: bigint, sequence: number, body: Buffer): ClientObject[] {
  const constructor = constructorOf(body);
  if (constructor === MessageContainer.CONSTRUCTOR_ID) return readContainer(body);
  return [{ messageId, sequence, object: readObject(unpack(body)) }];
}

function readContainer(body: Buffer): ClientObject[] {
  const count = body.readInt32LE(4);
  if (count < 0 || count > mostMessages) throw new EnvelopeError('impossible container');
  const objects: ClientObject[] = [];
  let offset = 8;
  for (let index = 0; index < count; index += 1) {
    if (offset + 16 > body.length) throw new EnvelopeError('container ends early');
    const length = body.readInt32LE(offset + 12);
    const end = offset + 16 + length;
    if (length < 4 || end > body.length) throw new EnvelopeError('container ends early');
    const inner = body.subarray(offset + 16, end);
    if (constructorOf(inner) === MessageContainer.CONSTRUCTOR_ID)
      throw new EnvelopeError('container in container');
    objects.push({
      messageId: body.readBigInt64LE(offset),
      sequence: body.readInt32LE(offset + 8),
      object: readObject(unpack(inner)),
    });
    offset = end;
  }
  return objects;
}

function unpack(body: Buffer): Buffer {
  if (constructorOf(body) !== GZIPPacked.CONSTRUCTOR_ID) return body;
  const packed = new BinaryReader(body.subarray(4)).tgReadBytes();
  return gunzipSync(packed, { maxOutputLength: mostUnzippedBytes });
}

function readObject(body: Buffer): unknown {
  const reader = new BinaryReader(body);
  try {
    return reader.tgReadObject();
  } catch {
    // A constructor of a newer layer, or nonsense under a valid key: the caller answers with an error.
    return null;
  }
}

function constructorOf(body: Buffer): number {
  if (body.length < 4) throw new EnvelopeError('empty body');
  return body.readUInt32LE(0);
}
