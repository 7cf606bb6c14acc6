import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../error-chain.ts';
import { type PostgresProgram, serverEnvironment } from './program.ts';
import type { ServerHome } from './server-home.ts';
import { StartProblem } from './start-problem.ts';

const unfinishedPrefix = 'unfinished-';

/** The role that owns the built-in database. */
export const serverRole = 'opsdeck';

/**
 * Makes the cluster if there is none, and returns the password of its role. It is made aside and then renamed, so that
 * `cluster` is either whole or not there: what a killed initdb left is thrown away.
 */
export async function prepareCluster(home: ServerHome, program: PostgresProgram): Promise<string> {
  await removeUnfinished(home);
  if (await exists(home.cluster)) return readPassword(home);

  // A name of its own: an initdb whose console was killed may still be writing under its.
  const aside = path.join(home.dir, `${unfinishedPrefix}${randomBytes(4).toString('hex')}`);
  const password = randomBytes(24).toString('base64url');
  const passwordForInitdb = path.join(aside, 'password');
  await mkdir(aside, { mode: 0o700 });
  await writeFile(passwordForInitdb, password, { mode: 0o600 });
  if (home.user !== null) {
    await chown(aside, home.user.uid, home.user.gid);
    await chown(passwordForInitdb, home.user.uid, home.user.gid);
  }
  await initialise(path.join(aside, 'cluster'), passwordForInitdb, home, program);
  await writePassword(home, password);
  await rename(path.join(aside, 'cluster'), home.cluster);
  await removeUnfinished(home);
  return password;
}

async function removeUnfinished(home: ServerHome): Promise<void> {
  for (const name of await readdir(home.dir)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    // What cannot be removed now, because an orphan still writes there, goes at the next start.
    await rm(path.join(home.dir, name), { recursive: true, force: true, maxRetries: 3 }).catch(
      () => undefined,
    );
  }
}

async function initialise(
  cluster: string,
  passwordFile: string,
  home: ServerHome,
  program: PostgresProgram,
): Promise<void> {
  const flags = [
    ['--pgdata', cluster],
    ['--username', serverRole],
    ['--pwfile', passwordFile],
    ['--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8'],
    ['--locale', 'C'],
    // Sorts by code point, the same on every operating system and after every upgrade of one.
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
  ].map(([flag, value]) => `${flag}=${value}`);
  const { status, output } = await new Promise<{ status: number | null; output: string }>(
    (resolve, reject) => {
      const child = spawn(program.initdb, [...flags, '--no-instructions'], {
        ...(home.user === null ? {} : { uid: home.user.uid, gid: home.user.gid }),
        cwd: home.dir,
        env: serverEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      });
      let text = '';
      const collect = (chunk: Buffer) => (text += chunk.toString('utf8'));
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.on('error', reject);
      child.on('close', (code) => resolve({ status: code, output: text }));
    },
  );
  if (status === 0) return;
  await writeFile(home.log, output, { flag: 'a', mode: 0o600 }).catch(() => undefined);
  throw new StartProblem(lastComplaint(output) ?? `initdb ended with exit code ${status}`);
}

function lastComplaint(output: string): string | null {
  const lines = output.split('\n').map((line) => line.trim());
  const complaint = lines.findLast((line) => /(error|FATAL|PANIC|could not)\b/.test(line));
  return complaint?.replace(/^.*?(?:error|FATAL|PANIC): +/, '') ?? null;
}

/** Written whole or not at all, before the cluster that needs it takes its place. */
async function writePassword(home: ServerHome, password: string): Promise<void> {
  const unfinished = `${home.passwordFile}.unfinished`;
  await writeFile(unfinished, password, { mode: 0o600, flush: true });
  await rename(unfinished, home.passwordFile);
}

async function readPassword(home: ServerHome): Promise<string> {
  try {
    return (await readFile(home.passwordFile, 'utf8')).trim();
  } catch (error) {
    const problem = errorCode(error) === 'ENOENT' ? 'is missing' : 'cannot be read';
    throw new StartProblem(`its password file ${home.passwordFile} ${problem}`, { cause: error });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
