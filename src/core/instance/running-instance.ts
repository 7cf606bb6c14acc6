import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const runningInstanceSchema = z.object({
  pid: z.int().positive(),
  /** Where the console answers, once it does: `http://127.0.0.1:7420`. */
  address: z.string().nullable(),
  /** Shown by a second process of the same user to ask the running one for a sign-in link. */
  controlSecret: z.string().min(32),
  startedAt: z.int(),
});

/** What a running console says of itself to processes of the same user. Holds a secret: never log it. */
export type RunningInstance = z.infer<typeof runningInstanceSchema>;

const fileOf = (dataDir: string) => path.join(dataDir, 'instance.json');

/** Replaces the file as a whole, so that a reader never sees half of it. */
export async function publishInstance(dataDir: string, instance: RunningInstance): Promise<void> {
  const unfinished = `${fileOf(dataDir)}.unfinished`;
  await rm(unfinished, { force: true });
  await writeFile(unfinished, JSON.stringify(instance), { mode: 0o600 });
  await rename(unfinished, fileOf(dataDir));
}

export async function withdrawInstance(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}

/** What the file says, whether or not that console still runs; null when there is none or it is not ours. */
export async function readPublished(dataDir: string): Promise<RunningInstance | null> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return runningInstanceSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
