import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { operatorIdSchema, workspaceIdSchema } from '#contract/ids.ts';
import { roles } from '#contract/permissions.ts';
import { dataDirError } from '../instance/data-dir.ts';

const knownWorkspaceSchema = z.object({
  id: workspaceIdSchema,
  name: z.string(),
  /** IANA name. */
  timeZone: z.string(),
  /** The operator that a desk without sign-in acts as. */
  operator: z.object({ operatorId: operatorIdSchema, name: z.string(), role: z.enum(roles) }),
});

/** What a console has to know of its workspace to open the local copy without the database. No secrets. */
export type KnownWorkspace = z.infer<typeof knownWorkspaceSchema>;

const fileSchema = z.object({
  version: z.literal(1),
  /** The database it was in: what is known of one says nothing of another. */
  database: z.string(),
  workspace: knownWorkspaceSchema,
});

const fileIn = (dataDir: string) => path.join(dataDir, 'known-workspace.json');

/** The workspace that this data folder last worked on in that database; null when there is none that can be read. */
export function readKnownWorkspace(dataDir: string, database: string): KnownWorkspace | null {
  const parsed = fileSchema.safeParse(readJson(fileIn(dataDir)));
  return parsed.success && parsed.data.database === database ? parsed.data.workspace : null;
}

/** Remembers the workspace for the next start: either the old file or the new one is there, whatever happens. */
export async function rememberWorkspace(
  dataDir: string,
  database: string,
  workspace: KnownWorkspace,
): Promise<void> {
  const file = fileIn(dataDir);
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, `${JSON.stringify({ version: 1, database, workspace }, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw dataDirError(dataDir, error);
  }
}

/** Undefined when it is missing or damaged: then it is written again as soon as the database answers. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
