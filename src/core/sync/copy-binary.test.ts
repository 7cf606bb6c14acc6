import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MirrorKind } from '../cache/mirror-table.ts';
import type { RowValue } from '../cache/rollups/rollup.ts';
import { BinaryCopyReader, copyColumn } from './copy-binary.ts';

const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const end = Buffer.from([0xff, 0xff]);

function copyOf(rows: readonly (readonly (Buffer | null)[])[]): Buffer {
  const parts: Buffer[] = [header];
  for (const row of rows) {
    const count = Buffer.alloc(2);
    count.writeInt16BE(row.length);
    parts.push(count);
    for (const value of row) {
      const length = Buffer.alloc(4);
      length.writeInt32BE(value === null ? -1 : value.length);
      parts.push(length, value ?? Buffer.alloc(0));
    }
  }
  return Buffer.concat([...parts, end]);
}

function readAll(
  kinds: readonly MirrorKind[],
  chunks: readonly Buffer[],
): { rows: RowValue[][]; isComplete: boolean } {
  const reader = new BinaryCopyReader(kinds);
  const rows: RowValue[][] = [];
  for (const chunk of chunks) reader.read(chunk, (row) => rows.push([...row]));
  return { rows, isComplete: reader.isComplete };
}

const int64 = (value: bigint): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64BE(value);
  return buffer;
};
const real = (value: number): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer;
};
const asNumber = (value: bigint): number | bigint =>
  BigInt.asIntN(54, value) === value ? Number(value) : value;

/** Microseconds since 2000, as Postgres counts, and what the cache keeps of them. */
const epochMs = 946_684_800_000n;
const floorDivided = (value: bigint): bigint => (value - (((value % 1_000n) + 1_000n) % 1_000n)) / 1_000n;

const instantAt = (iso: string, microseconds: bigint): Buffer =>
  int64((BigInt(Date.parse(iso)) - epochMs) * 1_000n + microseconds);

const values = fc.record({
  integer: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  text: fc.option(fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''))),
  boolean: fc.option(fc.boolean()),
  uuid: fc.option(fc.uuid()),
  instant: fc.option(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n })),
  real: fc.option(fc.double({ noNaN: true })),
});
const kinds: readonly MirrorKind[] = ['integer', 'text', 'boolean', 'uuid', 'instant', 'real'];

describe('the reader of binary COPY', () => {
  it('gives back every value of every kind, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(values, { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (rows, cuts) => {
          const bytes = copyOf(
            rows.map((row) => [
              row.integer === null ? null : int64(row.integer),
              row.text === null ? null : Buffer.from(row.text),
              row.boolean === null ? null : Buffer.from([row.boolean ? 1 : 0]),
              row.uuid === null ? null : Buffer.from(row.uuid.replaceAll('-', ''), 'hex'),
              row.instant === null ? null : int64(row.instant),
              row.real === null ? null : real(row.real),
            ]),
          );
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length;) {
            const { value: size } = cuts.next();
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          const read = readAll(kinds, chunks);
          expect(read.isComplete).toBe(true);
          expect(read.rows).toEqual(
            rows.map((row) => [
              row.integer === null ? null : asNumber(row.integer),
              row.text === null ? null : Buffer.from(row.text).toString(),
              row.boolean === null ? null : Number(row.boolean),
              row.uuid,
              row.instant === null ? null : Number(floorDivided(row.instant) + epochMs),
              row.real === null ? null : row.real + 0,
            ]),
          );
        },
      ),
    );
  });

  it('gives the same at every single cut, and is complete only with the last byte', () => {
    const bytes = copyOf([
      [int64(2n ** 63n - 1n), Buffer.from('é🚀'), null],
      [int64(-(2n ** 63n)), Buffer.alloc(0), Buffer.from([1])],
    ]);
    const expected = [
      [2n ** 63n - 1n, 'é🚀', null],
      [-(2n ** 63n), '', 1],
    ];
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const read = readAll(['integer', 'text', 'boolean'], [bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(read).toEqual({ rows: expected, isComplete: true });
      expect(readAll(['integer', 'text', 'boolean'], [bytes.subarray(0, cut)]).isComplete).toBe(
        cut === bytes.length,
      );
    }
  });

  it('reads the smaller integers and floats by their length', () => {
    const small = Buffer.alloc(2);
    small.writeInt16BE(-32_768);
    const middle = Buffer.alloc(4);
    middle.writeInt32BE(-2_147_483_648);
    const float = Buffer.alloc(4);
    float.writeFloatBE(1.5);
    const { rows } = readAll(
      ['integer', 'integer', 'real', 'real'],
      [copyOf([[small, middle, float, real(Number.NaN)]])],
    );
    // SQLite has no NaN.
    expect(rows).toEqual([[-32_768, -2_147_483_648, 1.5, null]]);
  });

  it('rounds instants down, before 1970 too', () => {
    const { rows } = readAll(
      ['instant'],
      [
        copyOf([
          [instantAt('1969-12-31T23:59:59.999Z', 999n)],
          [instantAt('1969-12-31T23:59:59.999Z', 0n)],
          [instantAt('9999-12-31T23:59:59.999Z', 999n)],
        ]),
      ],
    );
    expect(rows.flat()).toEqual([-1, -1, Date.parse('9999-12-31T23:59:59.999Z')]);
  });

  it('refuses what is no COPY, or has other columns', () => {
    expect(() => readAll(['integer'], [Buffer.alloc(40)])).toThrow('not what COPY sends');
    expect(() => readAll(['integer'], [copyOf([[int64(1n), int64(2n)]])])).toThrow('2 columns instead of 1');
  });

  it('has what has no simple form cast to text', () => {
    expect(copyColumn('"a"', 'as-text')).toBe('"a"::text');
    expect(copyColumn('"a"', 'as-json')).toBe('to_jsonb("a")::text');
    expect(copyColumn('"a"', 'integer')).toBe('"a"');
  });
});
