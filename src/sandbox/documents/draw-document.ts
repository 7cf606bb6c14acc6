import { Random } from '../business/random.ts';
import { Canvas, type Colour } from './draw-png.ts';

// Documents of nobody: their words are bars, and their faces are two ellipses. The same seed draws the same.
const ink: Colour = [52, 60, 74];
const pale: Colour = [176, 184, 196];
const papers: readonly Colour[] = [
  [226, 234, 244],
  [236, 231, 219],
  [223, 238, 229],
  [240, 226, 230],
];
const bands: readonly Colour[] = [
  [38, 84, 138],
  [124, 45, 58],
  [33, 105, 82],
  [88, 66, 128],
];

/** An identity card, 640 × 404, as a PNG. `note` is hidden in the file as text. */
export function drawIdentityCard(seed: string, note = ''): Buffer {
  const random = new Random(`${seed} card`);
  const style = random.integer(0, papers.length - 1);
  const canvas = new Canvas(640, 404, papers[style] ?? [230, 230, 230]);
  canvas.box(0, 0, 640, 58, bands[style] ?? ink);
  canvas.box(28, 22, random.integer(180, 280), 14, [245, 247, 250]);
  canvas.box(32, 86, 168, 210, [205, 213, 224]);
  const skin: Colour = [196 + random.integer(0, 30), 158 + random.integer(0, 30), 132];
  canvas.fill(
    (x, y) => y < 296 && ((x - 116) / 78) ** 2 + ((y - 300) / 74) ** 2 <= 1,
    bands[(style + 1) % bands.length] ?? ink,
  );
  canvas.ellipse(116, 162, 44, 56, ink);
  canvas.ellipse(116, 176, 38, 48, skin);
  for (let line = 0; line < 6; line += 1) {
    canvas.box(232, 92 + line * 36, 70, 6, pale);
    canvas.box(232, 103 + line * 36, random.integer(120, 340), 11, ink);
  }
  for (let row = 0; row < 2; row += 1)
    for (let place = 0; place < 36; place += 1)
      if (random.chance(0.82)) canvas.box(32 + place * 16, 332 + row * 30, 11, 15, ink);
  return canvas.png(note);
}

/** The front of a payment card of which all but the last digits are covered, 640 × 404, as a PNG. */
export function drawPaymentCard(seed: string): Buffer {
  const random = new Random(`${seed} payment`);
  const style = random.integer(0, bands.length - 1);
  const canvas = new Canvas(640, 404, bands[style] ?? ink);
  canvas.ellipse(560, 40, 260, 220, bands[(style + 1) % bands.length] ?? ink);
  canvas.box(48, 120, 84, 62, [214, 190, 120]);
  canvas.box(48, 148, 84, 5, [160, 138, 80]);
  for (let group = 0; group < 3; group += 1) canvas.box(48 + group * 138, 232, 114, 26, [20, 24, 32]);
  for (let digit = 0; digit < 4; digit += 1) canvas.box(462 + digit * 30, 232, 18, 26, [240, 243, 248]);
  canvas.box(48, 324, random.integer(180, 300), 16, [228, 233, 241]);
  return canvas.png();
}

/** A letter of a bank with as many pages as asked for, as a PDF without text. */
export function drawStatement(seed: string, pages = 2): Buffer {
  const random = new Random(`${seed} statement`);
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = Array.from({ length: pages }, (_, page) => `${3 + page * 2} 0 R`);
  objects.push(`<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`);
  for (let page = 0; page < pages; page += 1) {
    const drawn = ['0.15 0.33 0.54 rg 56 752 140 34 re f', '0.2 0.24 0.3 rg'];
    for (let line = 0; line < 4; line += 1)
      drawn.push(`56 ${700 - line * 16} ${random.integer(90, 210)} 7 re f`);
    for (let row = 0; row < 22; row += 1) {
      const y = 590 - row * 24;
      drawn.push(`0.82 0.85 0.89 rg 56 ${y - 8} 483 1 re f 0.35 0.39 0.46 rg`);
      drawn.push(`56 ${y} 58 7 re f 140 ${y} ${random.integer(90, 240)} 7 re f`);
      drawn.push(`${539 - random.integer(30, 70)} ${y} 30 7 re f`);
    }
    const content = drawn.join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents ${4 + page * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  return writePdf(objects);
}

/** A PDF of these objects, the first of which is its catalogue. */
export function writePdf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const places: number[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
