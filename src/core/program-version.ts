import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packageRoot } from './package-root.ts';
import path from 'node:path';

/** The version in package.json. */
export function programVersion(): string {
  const text = readFileSync(path.join(packageRoot(), 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
