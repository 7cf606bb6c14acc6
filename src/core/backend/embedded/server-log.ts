import { closeSync, openSync } from 'node:fs';
import { copyFile, open, stat, truncate } from 'node:fs/promises';

const largest = 10 * 1024 * 1024;

/**
 * The server's own log: one file, which it writes by itself, so that it goes on being written when the console dies.
 * `trim` keeps it small: at 10 MB its content moves to `<log>.1`, whose older content goes.
 */
export type ServerLog = {
  readonly path: string;
  openForAppending(): number;
  close(descriptor: number): void;
  size(): Promise<number>;
  readFrom(offset: number): Promise<string>;
  trim(): Promise<void>;
};

export function serverLog(path: string): ServerLog {
  const size = async () => (await stat(path).catch(() => null))?.size ?? 0;
  return {
    path,
    openForAppending: () => openSync(path, 'a', 0o600),
    close: closeSync,
    size,
    readFrom: (offset) => readTail(path, offset),
    trim: async () => {
      if ((await size()) < largest) return;
      await copyFile(path, `${path}.1`);
      // The server appends, so it goes on at the new end.
      await truncate(path, 0);
    },
  };
}

async function readTail(path: string, offset: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, offset);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
