import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { OutputFile } from '../../output-file.ts';

/** Rows are much alike: more effort costs three times the time and saves a tenth of the size. */
const compressionLevel = 3;
/** What one entry may be ahead of its compression, in bytes. */
const aheadBytes = 512 * 1024;

/** One file of the archive, written from beginning to end. */
export type ZipEntry = {
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>;
  end(): void;
};

/** A zip archive that is written while its entries are: what is compressed goes to the file at once. */
export class ZipOutput {
  readonly #zip = new ZipFile();
  readonly #output: OutputFile;
  readonly #written: Promise<void>;
  /** Rejects when the file cannot be written; never resolves. */
  readonly #failed: Promise<never>;

  constructor(output: OutputFile) {
    this.#output = output;
    const file = new Writable({
      write(chunk: Uint8Array, _encoding, done) {
        try {
          output.write(chunk);
          done();
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
        }
      },
    });
    this.#written = pipeline(this.#zip.outputStream, file);
    this.#failed = new Promise((_resolve, reject) => {
      this.#written.catch(reject);
    });
    // Whoever waits for either is told; when nobody does, it is met at the end.
    this.#failed.catch(() => undefined);
  }

  open(name: string): ZipEntry {
    const stream = new PassThrough({ highWaterMark: aheadBytes });
    this.#zip.addReadStream(stream, name, { compressionLevel, mtime: epoch });
    return {
      write: async (text) => {
        if (!stream.write(text)) await Promise.race([once(stream, 'drain'), this.#failed]);
      },
      end: () => stream.end(),
    };
  }

  add(name: string, text: string): void {
    this.#zip.addBuffer(Buffer.from(text), name, { mtime: epoch });
  }

  async end(): Promise<void> {
    this.#zip.end();
    await this.#written;
    this.#output.close();
  }
}

/** Entries tell nothing of when they were made: the file's About does. The first instant that a zip can name. */
const epoch = new Date(1980, 0, 1);
