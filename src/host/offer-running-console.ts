import { z } from 'zod';
import { readRunningInstance } from '#core/instance/instance-lock.ts';

const answerSchema = z.object({ url: z.url() });

/** A fresh sign-in link of the console that already runs on the data folder; null when it does not answer (yet). */
export async function linkToRunningConsole(dataDir: string): Promise<string | null> {
  const running = await readRunningInstance(dataDir);
  if (running === null || running.address === null) return null;
  try {
    const response = await fetch(new URL('/control/sign-in-link', running.address), {
      method: 'POST',
      headers: { authorization: `Bearer ${running.controlSecret}` },
      signal: AbortSignal.timeout(5_000),
    });
    return answerSchema.safeParse(await response.json()).data?.url ?? null;
  } catch {
    // It is starting or stopping: the caller says that it runs, without a link.
    return null;
  }
}
