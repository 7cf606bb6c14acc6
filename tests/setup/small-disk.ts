import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk of its own in memory, which can be full or read-only. */
export type SmallDisk = {
  readonly path: string;
  readonly remount: (options: string) => void;
  readonly unmount: () => void;
};

/** Why a test of full disks cannot run here; null when it can. */
export const noSmallDisk: string | null =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'needs root on Linux to mount a small disk'
    : mountProblem();

/** Mounts a disk of that size, such as `8m`, at a new temporary folder. */
export function mountSmallDisk(size: string, options = ''): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-disk-'));
  mount([
    '-t',
    'tmpfs',
    '-o',
    `size=${size},mode=0711${options === '' ? '' : `,${options}`}`,
    'tmpfs',
    folder,
  ]);
  return {
    path: folder,
    remount: (changed) => mount(['-o', `remount,${changed}`, folder]),
    unmount: () => {
      execFileSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}

function mount(flags: readonly string[]): void {
  execFileSync('mount', flags, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Containers often have a root that may not mount. */
function mountProblem(): string | null {
  try {
    mountSmallDisk('64k').unmount();
    return null;
  } catch {
    return 'this root may not mount a small disk';
  }
}
