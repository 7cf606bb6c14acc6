import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { tableScopeSchema, type TableScope } from '#contract/sync.ts';
import { dataDirError } from '../instance/data-dir.ts';

const scopesSchema = z.record(z.string(), tableScopeSchema);

/** How much of each table this device keeps: a setting of the device, not of a workspace. */
export type ScopesFile = {
  read(): Readonly<Record<string, TableScope>>;
  set(table: string, scope: TableScope): Promise<void>;
};

export function scopesFile(dataDir: string): ScopesFile {
  const file = path.join(dataDir, 'cache-scopes.json');

  function read(): Readonly<Record<string, TableScope>> {
    try {
      return scopesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // Missing or damaged: what is declared is kept, and nothing is lost by that.
      return {};
    }
  }

  return {
    read,
    async set(table, scope) {
      const draft = `${file}.${randomUUID()}`;
      try {
        await writeFile(draft, `${JSON.stringify({ ...read(), [table]: scope }, null, 2)}\n`, {
          flush: true,
        });
        renameSync(draft, file);
      } catch (error) {
        rmSync(draft, { force: true });
        throw dataDirError(dataDir, error);
      }
    },
  };
}
