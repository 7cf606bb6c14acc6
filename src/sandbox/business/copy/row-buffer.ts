import type { Columns, Value } from './business-tables.ts';

const trailer = Buffer.from([0xff, 0xff]);
const signature = Buffer.concat([
  Buffer.from('PGCOPY\n'),
  Buffer.from([0xff, 0x0d, 0x0a, 0x00]),
  Buffer.alloc(8),
]);

const chunkBytes = 256 * 1024;
/** Postgres counts from the year 2000. */
const epochMs = 946_684_800_000;
const twoTo32 = 4_294_967_296;

/** Rows of one table in the binary format of COPY, gathered until they are taken. */
export class RowBuffer {
  readonly #kinds: readonly string[];
  readonly #workspace: Buffer;
  #filled: Buffer[] = [];
  #chunk = Buffer.allocUnsafe(chunkBytes);
  #at = 0;
  #rows = 0;

  constructor(columns: Columns, workspaceId: string) {
    this.#kinds = columns.map(([, kind]) => kind);
    const id = Buffer.from(workspaceId.replaceAll('-', ''), 'hex');
    this.#workspace = Buffer.alloc(2 + 4 + id.length);
    this.#workspace.writeInt16BE(columns.length + 1, 0);
    this.#workspace.writeInt32BE(id.length, 2);
    id.copy(this.#workspace, 6);
  }

  get rows(): number {
    return this.#rows;
  }

  add(values: readonly Value[]): void {
    const kinds = this.#kinds;
    this.#room(this.#workspace.length);
    this.#at += this.#workspace.copy(this.#chunk, this.#at);
    for (let index = 0; index < kinds.length; index += 1) {
      const value = values[index];
      if (value === null || value === undefined) {
        this.#room(4);
        this.#int4(-1);
      } else if (typeof value === 'string') this.#text(value);
      else this.#number(value, kinds[index] ?? 'int8');
    }
    this.#rows += 1;
  }

  /** All rows so far, as one whole COPY; none are left. */
  take(): { readonly rows: number; readonly chunks: readonly Buffer[] } {
    const chunks = [signature, ...this.#filled, this.#chunk.subarray(0, this.#at), trailer];
    const rows = this.#rows;
    this.#filled = [];
    this.#chunk = Buffer.allocUnsafe(chunkBytes);
    this.#at = 0;
    this.#rows = 0;
    return { rows, chunks };
  }

  #number(value: number, kind: string): void {
    this.#room(12);
    switch (kind) {
      case 'int8':
        this.#int4(8);
        this.#int8(value);
        return;
      case 'instant':
        this.#int4(8);
        this.#int8((value - epochMs) * 1_000);
        return;
      case 'int2':
        this.#int4(2);
        this.#chunk[this.#at] = (value >> 8) & 0xff;
        this.#chunk[this.#at + 1] = value & 0xff;
        this.#at += 2;
        return;
      default:
        this.#int4(4);
        this.#int4(value);
    }
  }

  #int8(value: number): void {
    const high = Math.floor(value / twoTo32);
    this.#int4(high);
    this.#int4(value - high * twoTo32);
  }

  #int4(value: number): void {
    const chunk = this.#chunk;
    const at = this.#at;
    chunk[at] = (value >>> 24) & 0xff;
    chunk[at + 1] = (value >>> 16) & 0xff;
    chunk[at + 2] = (value >>> 8) & 0xff;
    chunk[at + 3] = value & 0xff;
    this.#at = at + 4;
  }

  #text(value: string): void {
    this.#room(4 + value.length * 3);
    const lengthAt = this.#at;
    const from = lengthAt + 4;
    const chunk = this.#chunk;
    let at = from;
    // Most are short words of ASCII, for which a loop is quicker than a call of the encoder.
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f || value.length > 40) {
        at = from + chunk.write(value, from, 'utf8');
        break;
      }
      chunk[at] = code;
      at += 1;
    }
    this.#int4(at - from);
    this.#at = at;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#chunk.length) return;
    this.#filled.push(this.#chunk.subarray(0, this.#at));
    this.#chunk = Buffer.allocUnsafe(Math.max(chunkBytes, bytes));
    this.#at = 0;
  }
}
