import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

const bufferedCharacters = 256 * 1024;

/**
 * A new file that only this user may read, written from beginning to end. It writes and waits: in the thread of an export there is
 * nothing else to do, and what is not yet on its way to the disk is never more than one buffer.
 */
export class OutputFile {
  readonly #descriptor: number;
  #pending: string[] = [];
  #characters = 0;
  #bytes = 0;

  /** @throws Error of the file system, also when the file is there already. */
  constructor(file: string) {
    this.#descriptor = openSync(file, 'wx', 0o600);
  }

  get bytes(): number {
    return this.#bytes;
  }

  text(text: string): void {
    this.#pending.push(text);
    this.#characters += text.length;
    if (this.#characters >= bufferedCharacters) this.flush();
  }

  write(bytes: Uint8Array): void {
    this.flush();
    this.#write(bytes);
  }

  flush(): void {
    if (this.#characters === 0) return;
    const text = this.#pending.join('');
    this.#pending = [];
    this.#characters = 0;
    this.#write(Buffer.from(text, 'utf8'));
  }

  /** All of it is on the disk when this returns. */
  close(): void {
    this.flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }

  #write(bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#descriptor, bytes, done);
    this.#bytes += bytes.length;
  }
}
