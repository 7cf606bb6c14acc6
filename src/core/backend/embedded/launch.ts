import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { readPostmaster } from './postmaster-file.ts';
import { type PostgresProgram, serverEnvironment } from './program.ts';
import type { ServerHome } from './server-home.ts';
import type { ServerLog } from './server-log.ts';
import { serverArguments } from './server-settings.ts';
import { StartProblem } from './start-problem.ts';

/** A server that runs and takes connections. */
export type RunningServer = {
  readonly pid: number;
  readonly port: number;
  readonly child: ChildProcess | null;
};

/** Recovery after a crash replays the log first, which can take a while. */
const patienceWithRecoveryMs = 180_000;
const patienceWithRemainsMs = 15_000;

type Ended = { readonly problem: string; readonly log: string };

/**
 * Starts `postgres` and waits until it takes connections: on the preferred port when it is free (then open connections'
 * settings stay true), on another otherwise. The signal calls it off; nothing runs then.
 */
export async function launch(
  home: ServerHome,
  program: PostgresProgram,
  log: ServerLog,
  preferredPort: number | null,
  signal?: AbortSignal,
): Promise<RunningServer> {
  const giveUpAt = Date.now() + patienceWithRemainsMs;
  let port = preferredPort ?? (await freePort());
  for (;;) {
    const outcome = await launchOnce(home, program, log, port, signal);
    if ('pid' in outcome) return outcome;
    const portTaken = /could not bind .*Address already in use|could not create any TCP\/IP sockets/.test(
      outcome.log,
    );
    // Processes of a server that was killed need a moment to notice.
    const remains = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(
      outcome.log,
    );
    if ((!portTaken && !remains) || Date.now() > giveUpAt) throw new StartProblem(outcome.problem);
    if (portTaken) port = await freePort();
    else await sleep(100);
  }
}

async function launchOnce(
  home: ServerHome,
  program: PostgresProgram,
  log: ServerLog,
  port: number,
  signal: AbortSignal | undefined,
): Promise<RunningServer | Ended> {
  const logStart = await log.size();
  const descriptor = log.openForAppending();
  // A group of its own: Ctrl-C in the terminal is for the console, which stops the server when it is done with it.
  const child = spawn(program.postgres, [...serverArguments(home.cluster, port, program.version)], {
    ...(home.user === null ? {} : { uid: home.user.uid, gid: home.user.gid }),
    cwd: home.dir,
    env: serverEnvironment(),
    stdio: ['ignore', descriptor, descriptor],
    detached: true,
    windowsHide: true,
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (status, signal) => resolve(`it ended at once (${signal ?? `exit code ${status}`})`));
  });
  log.close(descriptor);
  child.unref();

  const giveUpAt = Date.now() + patienceWithRecoveryMs;
  for (;;) {
    const problem = await Promise.race([ended, sleep(15).then(() => null)]);
    if (problem !== null) {
      const written = await log.readFrom(logStart).catch(() => '');
      return { problem: lastFatal(written) ?? problem, log: written };
    }
    const postmaster = await readPostmaster(home.cluster);
    if (child.pid !== undefined && postmaster?.pid === child.pid && postmaster.ready) {
      return { pid: child.pid, port, child };
    }
    if (signal?.aborted === true || Date.now() > giveUpAt) {
      child.kill('SIGQUIT');
      await ended;
      if (signal?.aborted === true) throw new StartProblem('its start was called off');
      return { problem: `it was not ready after ${patienceWithRecoveryMs / 1000} s`, log: '' };
    }
  }
}

function lastFatal(log: string): string | null {
  const line = log.split('\n').findLast((text) => /(FATAL|PANIC): /.test(text));
  return line?.replace(/^.*?(?:FATAL|PANIC): +/, '').trim() ?? null;
}
