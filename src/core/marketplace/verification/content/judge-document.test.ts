import { describe, expect, it } from 'vitest';
import {
  drawIdentityCard,
  drawPaymentCard,
  drawStatement,
  writePdf,
} from '#sandbox/documents/draw-document.ts';
import { Canvas, pngPart } from '#sandbox/documents/draw-png.ts';
import { judgeDocument } from './judge-document.ts';

const png = drawIdentityCard('a');
const pdf = drawStatement('a');

/** The skeleton of a JPEG: its markers without a picture worth looking at. */
function jpeg({ width = 640, height = 400, scan = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56] } = {}): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1]),
    frame,
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, ...scan, 0xff, 0xd9]),
  ]);
}

function webp(type: string, body: Buffer): Buffer {
  const file = Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'),
    Buffer.from(type, 'latin1'),
    Buffer.alloc(4),
    body,
    Buffer.alloc(body.length % 2),
  ]);
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(body.length, 16);
  return file;
}

const lossless = Buffer.from([0x2f, 0x7f, 0xc2, 0x63, 0, 1, 2, 3]);

function problemOf(bytes: Buffer): string {
  try {
    judgeDocument(bytes);
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a document is taken', () => {
  it.each([
    ['PNG', png, 'image/png', { width: 640, height: 404 }],
    ['PNG of a card', drawPaymentCard('b'), 'image/png', { width: 640, height: 404 }],
    ['JPEG', jpeg(), 'image/jpeg', { width: 640, height: 400 }],
    [
      'JPEG with a preview behind',
      Buffer.concat([jpeg(), jpeg({ width: 64 })]),
      'image/jpeg',
      { width: 640, height: 400 },
    ],
    ['WebP', webp('VP8L', lossless), 'image/webp', { width: 640, height: 400 }],
    ['PDF', pdf, 'application/pdf', null],
  ])('as a %s, whatever it is called', (_, bytes, mediaType, picture) => {
    expect(judgeDocument(bytes)).toEqual({ mediaType, picture });
  });
});

const zip = Buffer.from(`PK\u0005\u0006${'\0'.repeat(18)}`, 'latin1');
const page = Buffer.from('<html><script>alert(1)</script></html>');
const gif = Buffer.from('GIF89a\u0001\0\u0001\0\u0080\0\0', 'latin1');

describe('what is not what it says is refused', () => {
  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /markup/],
    ['a web page', Buffer.from(' <!doctype html><p>'), /markup/],
    ['an archive', Buffer.from('PK\u0003\u0004rest of it'), /ZIP/],
    ['a GIF', gif, /GIF/],
    ['a HEIC', Buffer.from('\0\0\0\u0018ftypheic0000', 'latin1'), /HEIC/],
    ['a program', Buffer.from('MZ\u0090\0'), /program/],
    ['words', Buffer.from('My passport is in the mail.'), /neither/],
    ['nothing', Buffer.alloc(0), /neither/],
    ['a picture by its first bytes only', Buffer.concat([png.subarray(0, 8), gif, gif]), /early|damaged/],
    ['a PNG that is cut off', png.subarray(0, -20), /early/],
    ['a PNG with a bit turned', Buffer.from(png).fill(1, 200, 201), /damaged/],
    ['a PNG with a page behind it', Buffer.concat([png, page]), /web page/],
    ['a PNG with an archive behind it', Buffer.concat([png, zip]), /archive/],
    ['a PNG with another file behind it', Buffer.concat([png, gif]), /follows/],
    ['a PNG with a program in its text', drawIdentityCard('a', '<?php system($_GET[0]);'), /program/],
    ['a PNG that is a PDF as well', drawIdentityCard('a', '%PDF-1.7'), /PDF as well/],
    [
      'a PNG without a picture',
      Buffer.concat([png.subarray(0, 33), pngPart('IEND', Buffer.alloc(0))]),
      /no picture/,
    ],
    ['a dot', new Canvas(2, 2, [0, 0, 0]).png(), /too small/],
    ['a JPEG that is cut off', jpeg().subarray(0, -2), /early/],
    [
      'a JPEG with a video behind it',
      Buffer.concat([jpeg(), Buffer.from('\0\0\0\u0018ftypmp42')]),
      /follows/,
    ],
    ['a JPEG with a page in it', jpeg({ scan: [...page] }), /web page/],
    ['a JPEG that fills the memory', jpeg({ width: 60_000, height: 60_000 }), /megapixels/],
    ['a WebP that is cut off', webp('VP8L', lossless).subarray(0, -2), /early/],
    ['a WebP with something behind it', Buffer.concat([webp('VP8L', lossless), gif]), /follows/],
    ['a WebP that moves', webp('VP8X', Buffer.from([2, 0, 0, 0, 99, 0, 0, 99, 0, 0])), /animation/],
    ['a WebP without a picture', webp('VP8X', Buffer.from([0, 0, 0, 0, 99, 0, 0, 99, 0, 0])), /no picture/],
    ['a PDF that is cut off', pdf.subarray(0, -30), /early/],
    ['a PDF with a page behind it', Buffer.concat([pdf, page]), /follows/],
    [
      'a PDF with an archive in it',
      Buffer.concat([pdf.subarray(0, 20), zip, pdf.subarray(20)]),
      /archive|damaged/,
    ],
    [
      'a PDF whose table is elsewhere',
      Buffer.from(pdf.toString('latin1').replace(/startxref\n\d+/, 'startxref\n99'), 'latin1'),
      /damaged/,
    ],
    [
      'a PDF that runs something',
      writePdf(['<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>']),
      /active/,
    ],
    [
      'a PDF that hides that',
      writePdf(['<< /Type /Catalog /OpenAction << /S /J#61vaScript /J#53 (1) >> >>']),
      /active/,
    ],
    [
      'a PDF with a password',
      Buffer.from(pdf.toString('latin1').replace('/Root', '/Encrypt 9 0 R /Root'), 'latin1'),
      /password/,
    ],
  ])('%s', (_, bytes, problem) => {
    expect(problemOf(bytes)).toMatch(problem);
  });

  it('whatever its bytes are: at no length of a good one is anything but a refusal thrown', () => {
    for (const good of [jpeg(), webp('VP8L', lossless), pdf, png])
      // A PDF may do without the end of its last line.
      for (let length = 0; length < good.length - 1; length += good.length > 1_000 ? 97 : 1)
        expect(problemOf(good.subarray(0, length))).toMatch(/^The file was looked at and refused/);
  });
});
