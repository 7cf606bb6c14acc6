import { spawn } from 'node:child_process';
import type { PostgresProgram } from './program.ts';
import { isRunning, waitUntilGone } from './process-state.ts';

/**
 * Stops a Postgres server by its pid and returns when it is gone: fast (connections are ended, everything is written),
 * and only when that takes too long immediately (the next start recovers), which always works.
 */
export async function stopServer(pid: number, program: PostgresProgram, clusterDir: string): Promise<void> {
  if (!(await isRunning(pid))) return;
  if (process.platform === 'win32') {
    await pgCtlStop(program, clusterDir);
    if (await waitUntilGone(pid, 1_000)) return;
  }
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone between the look and the signal; the wait below finds that out.
    }
    if (await waitUntilGone(pid, patienceMs)) return;
  }
  throw new Error(`Postgres (process ${pid}) could not be stopped.`);
}

/** Windows has no signals; pg_ctl speaks to the server through its named pipe. */
async function pgCtlStop(program: PostgresProgram, clusterDir: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const child = spawn(program.pgCtl, ['stop', '-D', clusterDir, '-m', 'fast', '-w', '-t', '20'], {
      stdio: 'ignore',
      windowsHide: true,
    });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}
