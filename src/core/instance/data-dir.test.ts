import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../../tests/setup/small-disk.ts';
import { prepareDataDir } from './data-dir.ts';

const asRoot = process.getuid?.() === 0;
const modeOf = (folder: string) => statSync(folder).mode & 0o777;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsdeck-data-dir-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

if (noSmallDisk !== null)
  process.stderr.write(`SKIPPED: full and read-only disks are not tested: ${noSmallDisk}\n`);

describe('the data folder', () => {
  test('is made, with those above it, and closed to others', async () => {
    const dataDir = path.join(folder, 'new', 'data');
    const umask = process.platform === 'win32' ? 0 : 0o077;
    // Vitest's workers are processes here, so the mask can be changed.
    const before = process.umask(umask);
    onTestFinished(() => void process.umask(before));
    await prepareDataDir(dataDir);
    expect(modeOf(dataDir)).toBe(asRoot ? 0o711 : 0o700);
    expect(modeOf(path.dirname(dataDir))).toBe(asRoot ? 0o711 : 0o700);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('that exists is used as it is', async () => {
    writeFileSync(path.join(folder, 'mine'), 'data');
    await prepareDataDir(folder);
    await prepareDataDir(folder);
    expect(readdirSync(folder)).toEqual(['mine']);
  });

  test.skipIf(!asRoot)('of root lets the user of Postgres through', async () => {
    chmodSync(folder, 0o700);
    await prepareDataDir(folder);
    expect(modeOf(folder)).toBe(0o711);
  });

  test.each([
    ['is a file', (at: string) => writeFileSync(at, ''), '', 'it is a file, not a folder'],
    [
      'lies below a file',
      (at: string) => writeFileSync(at, ''),
      'below',
      'a part of the path is a file, not a folder',
    ],
  ])('that %s is refused', async (_, make, below, problem) => {
    const dataDir = path.join(folder, 'data');
    make(dataDir);
    const target = path.join(dataDir, below);
    await expect(prepareDataDir(target)).rejects.toMatchObject({
      code: 'DATA_DIR_NOT_WRITABLE',
      details: { path: target, problem },
    });
  });

  test.skipIf(asRoot)('that may not be written is refused', async () => {
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    await expect(prepareDataDir(closed)).rejects.toMatchObject({
      code: 'DATA_DIR_NOT_WRITABLE',
      details: { problem: 'this user may not write there' },
    });
  });

  test.skipIf(noSmallDisk !== null)('on a read-only disk is refused', async () => {
    const disk = mountSmallDisk('64k');
    onTestFinished(disk.unmount);
    disk.remount('ro');
    await expect(prepareDataDir(disk.path)).rejects.toMatchObject({
      code: 'DATA_DIR_NOT_WRITABLE',
      details: { problem: 'it lies on a read-only disk' },
    });
  });

  test.skipIf(noSmallDisk !== null)(
    'on a full disk is refused as such, and nothing is left in it',
    async () => {
      const disk = mountSmallDisk('64k');
      onTestFinished(disk.unmount);
      expect(() => writeFileSync(path.join(disk.path, 'filling'), Buffer.alloc(1024 * 1024))).toThrow(
        /ENOSPC/,
      );
      await expect(prepareDataDir(disk.path)).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(readdirSync(disk.path)).toEqual(['filling']);
    },
  );
});
