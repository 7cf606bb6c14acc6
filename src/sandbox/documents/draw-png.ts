import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture to draw on, of one colour at first. */
export class Canvas {
  readonly #pixels: Buffer;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number, colour: Colour) {
    this.width = width;
    this.height = height;
    this.#pixels = Buffer.alloc(width * height * 3);
    this.fill(() => true, colour);
  }

  /** Gives each pixel within the shape the colour. */
  fill(within: (x: number, y: number) => boolean, colour: Colour): void {
    for (let y = 0; y < this.height; y += 1)
      for (let x = 0; x < this.width; x += 1)
        if (within(x, y)) this.#pixels.set(colour, (y * this.width + x) * 3);
  }

  box(left: number, top: number, width: number, height: number, colour: Colour): void {
    this.fill((x, y) => x >= left && x < left + width && y >= top && y < top + height, colour);
  }

  ellipse(x0: number, y0: number, width: number, height: number, colour: Colour): void {
    this.fill((x, y) => ((x - x0) / width) ** 2 + ((y - y0) / height) ** 2 <= 1, colour);
  }

  /** As a PNG file. `note` is kept in it as text, unseen. */
  png(note = ''): Buffer {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(this.width, 0);
    head.writeUInt32BE(this.height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    const line = this.width * 3;
    const raw = Buffer.alloc((line + 1) * this.height);
    for (let y = 0; y < this.height; y += 1)
      this.#pixels.copy(raw, y * (line + 1) + 1, y * line, (y + 1) * line);
    return Buffer.concat([
      Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
      pngPart('IHDR', head),
      ...(note === '' ? [] : [pngPart('tEXt', Buffer.from(`Comment\0${note}`, 'latin1'))]),
      pngPart('IDAT', deflateSync(raw)),
      pngPart('IEND', Buffer.alloc(0)),
    ]);
  }
}

/** A chunk of a PNG with its length and checksum. */
export function pngPart(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
