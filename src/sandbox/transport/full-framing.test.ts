import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramingError, FullFrameReader, FullFrameWriter } from './full-framing.ts';

const payloads = fc.array(
  fc
    .integer({ min: 1, max: 60 })
    .chain((words) => fc.uint8Array({ minLength: words * 4, maxLength: words * 4 })),
  { minLength: 1, maxLength: 10 },
);

describe('full framing', () => {
  it('gives back what was framed, however the stream is cut', () => {
    fc.assert(
      fc.property(payloads, fc.integer({ min: 1, max: 40 }), (sent, chunkBytes) => {
        const writer = new FullFrameWriter();
        const stream = Buffer.concat(sent.map((payload) => writer.frame(Buffer.from(payload))));
        const reader = new FullFrameReader();
        const received: Buffer[] = [];
        for (let at = 0; at < stream.length; at += chunkBytes) {
          received.push(...reader.read(stream.subarray(at, at + chunkBytes)));
        }
        expect(received).toEqual(sent.map((payload) => Buffer.from(payload)));
      }),
    );
  });

  it('refuses a frame with any one bit turned over, or waits for the bytes it then announces', () => {
    const frame = new FullFrameWriter().frame(Buffer.alloc(64, 7));
    fc.assert(
      fc.property(fc.nat({ max: frame.length * 8 - 1 }), (bit) => {
        const broken = Buffer.from(frame);
        broken.writeUInt8(broken.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        try {
          expect(new FullFrameReader().read(broken)).toEqual([]);
        } catch (error) {
          expect(error).toBeInstanceOf(FramingError);
        }
      }),
    );
  });

  it('refuses a frame that comes twice', () => {
    const frame = new FullFrameWriter().frame(Buffer.alloc(8));
    const reader = new FullFrameReader();
    reader.read(frame);
    expect(() => reader.read(frame)).toThrow(FramingError);
  });
});
