import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * The programs with which tests look at documents (pdftotext, pdffonts, pdftoppm), installed when they are missing and we are root on
 * Debian. Elsewhere they have to be there.
 */
export function ensurePoppler(): void {
  if (spawnSync('pdftotext', ['-v']).status === 0) return;
  const isDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!isDebian) throw new Error('the tests read PDF files with poppler’s programs: install poppler-utils');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', 'poppler-utils'],
  ]) {
    const { status } = spawnSync('apt-get', words, { stdio: 'inherit', env });
    if (status !== 0) throw new Error(`apt-get ${words.join(' ')} failed: poppler is not installed`);
  }
}
