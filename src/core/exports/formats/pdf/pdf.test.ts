import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChartPart } from '../../export-job.ts';
import {
  createSampleCache,
  jobFor,
  numbersTable,
  sampleTable,
  titles,
  write,
} from '../../testing/sample-cache.ts';

// Read by poppler's programs, which know nothing of what wrote it.
const { folder, file: cache } = createSampleCache();
const poppler = (program: string, ...words: readonly string[]): string =>
  execFileSync(program, words, { encoding: 'utf8', maxBuffer: 64_000_000 });

const chart: ChartPart = {
  kind: 'chart',
  title: 'Price by status',
  form: 'bars',
  by: 'status',
  value: 'price',
  series: null,
  columns: sampleTable.columns,
  source: sampleTable.source,
};

describe('a document', () => {
  const file = path.join(folder, 'sample.pdf');
  let text = '';
  beforeAll(async () => {
    await write(jobFor(file, cache, 'pdf', { parts: [chart, sampleTable, numbersTable(120)] }));
    text = poppler('pdftotext', '-layout', file, '-');
  });

  it('has a cover that says what it is, what was chosen, when it was true and who made it', () => {
    const [cover = ''] = text.split('\f');
    expect(cover).toContain('Sample — Образец 样本');
    expect(cover).toMatch(/Workspace\s+Market/);
    expect(cover).toMatch(/Status\s+Pending/);
    expect(cover).toMatch(/True as of\s+2026-11-28 16:30 \(Europe\/Berlin\)/);
    expect(cover).toMatch(/Made by\s+Ann/);
  });

  it('numbers its pages, each with how many there are, and repeats the heading of a table', () => {
    const pages = text.split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(4);
    for (const [index, page] of pages.entries()) {
      expect(page).toMatch(new RegExp(`${index + 1}\\s*/\\s*${pages.length}\\s*$`));
    }
    expect(pages.filter((page) => /Number\s+Text\s+Price\s+At/.test(page)).length).toBeGreaterThan(2);
  });

  it.each([
    ['Cyrillic', 'Реклама и Ко'],
    ['Chinese, Japanese, Korean', '深圳广告公司 日本のチャンネル 한국 채널'],
    ['Georgian', 'ქართული'],
    ['Thai', 'ไทย'],
    ['Hebrew', 'עברית'],
    ['emoji', '🚀'],
    ['a flag', '🇺🇦'],
    ['a family', '👨‍👩‍👧'],
  ])('has text in %s that can be read and found', (_script, words) => {
    expect(text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')).toContain(words);
  });

  it('has Arabic in the order of reading, with letters that are joined', () => {
    // What poppler finds are letters by themselves or presentation forms; either way they are these.
    const found = text.normalize('NFKC').replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
    expect(found).toContain('شركة');
    expect(found).toContain('الإعلانات');
  });

  it('brings every font along, and draws nothing with a missing glyph', () => {
    const fonts = poppler('pdffonts', file).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(5);
    // name, type, encoding, then: embedded, subset, with a way back to text
    for (const font of fonts) expect(font).toMatch(/\s+yes yes yes\s+\d+\s+\d+$/);
    expect(text).not.toContain('\ufffd\ufffd');
  });

  it('says what it adds up to', () => {
    expect(text).toMatch(/Total USD\s.*72.60 USD/);
  });

  it('draws its charts as vectors: there is no picture in it', () => {
    expect(poppler('pdfimages', '-list', file).trim().split('\n')).toHaveLength(2);
    expect(text).toContain('Price by status');
  });

  it('shows something on each page when it is printed', () => {
    poppler('pdftoppm', '-r', '40', '-gray', file, path.join(folder, 'page'));
    const printed = readdirSync(folder).filter((name) => name.endsWith('.pgm'));
    expect(printed.length).toBe(text.split('\f').length - 1);
    for (const name of printed) {
      const pixels = readFileSync(path.join(folder, name));
      expect(pixels.filter((pixel) => pixel < 160).length, name).toBeGreaterThan(200);
    }
  });

  it('holds a hostile title as text only', () => {
    const bytes = readFileSync(file, 'latin1');
    expect(bytes).not.toContain('/JavaScript');
    expect(bytes).not.toContain('/URI');
    expect(text).toContain('=HYPERLINK("http://x","y")');
    expect(titles).toHaveLength(12);
  });
});

describe('a document of more rows than anybody reads', () => {
  it('is refused before anything is written', async () => {
    const file = path.join(folder, 'huge.pdf');
    const job = jobFor(file, cache, 'pdf', { parts: [numbersTable(100_001)] });
    await expect(write(job)).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' });
    expect(readdirSync(folder)).not.toContain('huge.pdf');
  });
});
