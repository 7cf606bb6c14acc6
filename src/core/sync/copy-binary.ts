import type { MirrorKind } from '../cache/mirror-table.ts';
import type { RowValue } from '../cache/rollups/rollup.ts';

/** Postgres' binary COPY format starts with a signature, flags and the length of an extension, which is empty. */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const headerBytes = signature.length + 8;
const endOfRows = -1;

/** Postgres counts microseconds from 2000-01-01. */
const postgresEpochMs = 946_684_800_000;

const twoToThe32 = 4_294_967_296;

/**
 * Reads Postgres' binary COPY format from chunks of any size. Each row is handed over in one array that is used again for the
 * next: whoever keeps a row copies it.
 *
 * The format: https://www.postgresql.org/docs/current/sql-copy.html, “Binary Format”. Kinds that Postgres has no simple binary
 * form for (numeric, date, JSON, arrays) are cast to text by `copyColumn`.
 */
export class BinaryCopyReader {
  readonly #kinds: readonly MirrorKind[];
  readonly #row: RowValue[];
  #rest: Buffer | null = null;
  #isHeaderRead = false;
  #isEnded = false;

  constructor(kinds: readonly MirrorKind[]) {
    this.#kinds = kinds;
    this.#row = kinds.map(() => null);
  }

  /** The whole of what was sent has been read: what ends earlier was cut. */
  get isComplete(): boolean {
    return this.#isEnded;
  }

  read(chunk: Buffer, onRow: (row: RowValue[]) => void): void {
    const buffer = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    let position = 0;
    if (!this.#isHeaderRead) {
      if (buffer.length < headerBytes) {
        this.#rest = buffer;
        return;
      }
      if (signature.compare(buffer, 0, signature.length) !== 0)
        throw new Error('this is not what COPY sends');
      this.#isHeaderRead = true;
      position = headerBytes;
    }
    while (!this.#isEnded) {
      const next = this.#readRow(buffer, position);
      if (next === null) break;
      position = next;
      if (!this.#isEnded) onRow(this.#row);
    }
    this.#rest = position === buffer.length ? null : buffer.subarray(position);
  }

  /** Where the row at `position` ends; null when it is not all there yet. */
  #readRow(buffer: Buffer, position: number): number | null {
    const size = buffer.length;
    if (position + 2 > size) return null;
    const kinds = this.#kinds;
    const fields = buffer.readInt16BE(position);
    if (fields === endOfRows) {
      this.#isEnded = true;
      return position + 2;
    }
    if (fields !== kinds.length) throw new Error(`COPY sent ${fields} columns instead of ${kinds.length}`);
    const row = this.#row;
    let at = position + 2;
    for (let column = 0; column < kinds.length; column += 1) {
      if (at + 4 > size) return null;
      const length = buffer.readInt32BE(at);
      at += 4;
      if (length < 0) {
        row[column] = null;
        continue;
      }
      if (at + length > size) return null;
      row[column] = readValue(buffer, at, length, kinds[column]);
      at += length;
    }
    return at;
  }
}

function readValue(buffer: Buffer, at: number, length: number, kind: MirrorKind | undefined): RowValue {
  switch (kind) {
    case 'integer':
      return readInteger(buffer, at, length);
    case 'instant':
      return readInstant(buffer, at);
    case 'boolean':
      return buffer[at] === 0 ? 0 : 1;
    case 'real':
      return asSqliteReal(length === 8 ? buffer.readDoubleBE(at) : buffer.readFloatBE(at));
    case 'uuid':
      return readUuid(buffer, at);
    case 'text':
    case 'as-text':
    case 'as-json':
    case undefined:
      return length === 0 ? '' : buffer.toString('utf8', at, at + length);
  }
}

function readInteger(buffer: Buffer, at: number, length: number): number | bigint {
  if (length === 4) return buffer.readInt32BE(at);
  if (length === 2) return buffer.readInt16BE(at);
  const high = buffer.readInt32BE(at);
  if (isExact(high)) return high * twoToThe32 + buffer.readUInt32BE(at + 4);
  return buffer.readBigInt64BE(at);
}

/** Whether a 64-bit integer with this upper half is exact as a number: 2^21 × 2^32 = 2^53. */
function isExact(high: number): boolean {
  return high >= -2_097_152 && high < 2_097_152;
}

/** Milliseconds UTC, rounded down. Beyond the year 2285, and for `infinity`, the microseconds are no exact number. */
function readInstant(buffer: Buffer, at: number): number {
  const high = buffer.readInt32BE(at);
  if (isExact(high)) {
    return Math.floor((high * twoToThe32 + buffer.readUInt32BE(at + 4)) / 1_000) + postgresEpochMs;
  }
  const microseconds = buffer.readBigInt64BE(at);
  const remainder = ((microseconds % 1_000n) + 1_000n) % 1_000n;
  return Number((microseconds - remainder) / 1_000n) + postgresEpochMs;
}

/** SQLite has neither NaN nor a negative zero: it would give back NULL and 0. */
function asSqliteReal(value: number): number | null {
  return Number.isNaN(value) ? null : value + 0;
}

function readUuid(buffer: Buffer, at: number): string {
  const hex = buffer.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** How a column is selected so that its binary form is one that `BinaryCopyReader` knows. `name` is quoted already. */
export function copyColumn(name: string, kind: MirrorKind): string {
  if (kind === 'as-text') return `${name}::text`;
  if (kind === 'as-json') return `to_jsonb(${name})::text`;
  return name;
}
