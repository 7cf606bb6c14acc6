import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export type Migration = {
  readonly index: number;
  readonly tag: string;
  readonly sha256: string;
  readonly statements: readonly string[];
};

const journalSchema = z.object({ entries: z.array(z.object({ idx: z.int(), tag: z.string() })) });

/** The package's own migrations, found from the sources and from a bundle alike: both lie somewhere below its root. */
export function defaultMigrationsFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = path.join(folder, 'drizzle', 'pg');
    if (existsSync(path.join(candidate, 'meta', '_journal.json'))) return candidate;
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('The folder drizzle/pg is missing from this installation.');
    folder = parent;
  }
}

/** Reads the migrations in the order of drizzle-kit's journal. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const journal = journalSchema.parse(
    JSON.parse(await readFile(path.join(folder, 'meta', '_journal.json'), 'utf8')),
  );
  const entries = journal.entries.toSorted((a, b) => a.idx - b.idx);
  return Promise.all(
    entries.map(async ({ idx, tag }) => {
      // A checkout on Windows may have changed the line ends; it is the same migration.
      const text = (await readFile(path.join(folder, `${tag}.sql`), 'utf8')).replaceAll('\r\n', '\n');
      return {
        index: idx,
        tag,
        sha256: createHash('sha256').update(text).digest('hex'),
        statements: text
          .split('--> statement-breakpoint')
          .map((statement) => statement.trim())
          .filter((statement) => statement !== ''),
      };
    }),
  );
}
