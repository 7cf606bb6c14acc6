import { setTimeout as sleep } from 'node:timers/promises';
import { OpsdeckError } from '#contract/errors.ts';
import type { BackendState } from '#contract/system.ts';
import { type Instant, instant } from '#contract/time.ts';
import type { Backend } from '../backend/backend.ts';
import { backendError } from '../backend/backend-error.ts';
import type { Logger } from '../logging/logger.ts';
import { lateVault } from '../vault/late-vault.ts';
import { openVaultWith, type Vault } from '../vault/open-vault.ts';
import type { ChosenSources } from '../vault/sources/choose-key-source.ts';
import { type KnownWorkspace, rememberWorkspace } from '../workspaces/known-workspace.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/** How long a start waits for a team's server when it can go on without, in milliseconds. */
const patienceAtStartMs = 2_500;
/** How soon an attempt is repeated: after a failure that passes by itself, and after one that somebody has to mend. */
const nextAttemptMs = 2_000;
const nextAttemptAfterRefusalMs = 15_000;
const patienceAtCloseMs = 3_000;

/**
 * Starts the work that stands on the database, before calls get through to it. What it opens it hands over, to be closed
 * with the upstream part.
 */
export type StartWork = (running: AsyncDisposableStack, vault: Vault) => Promise<void>;

/** The part of the core that stands on Postgres: reached at the start, or some time later. */
export type Upstream = {
  /** Its `database` refuses at once with BACKEND_UNREACHABLE while Postgres is away. */
  readonly workspace: Workspace;
  /** As last heard from the database, maybe by an earlier process. */
  readonly known: KnownWorkspace;
  /** Refuses with BACKEND_UNREACHABLE until the database was reached. */
  readonly vault: Vault;
  /** Like that of the backend, but offline until all that stands on it runs. */
  readonly state: () => BackendState;
  readonly onStateChange: (listener: (state: BackendState) => void) => () => void;
  /** Resolves while the database answers, or as soon as it does. */
  untilOnline(): Promise<void>;
  /**
   * Opens the vault and starts the work: before it returns when the database was reached, in the background otherwise.
   * To be called once.
   */
  begin(startWork: StartWork): Promise<void>;
  close(): Promise<void>;
};

type Parts = {
  readonly backend: Backend;
  readonly dataDir: string;
  readonly keys: ChosenSources;
  readonly logger: Logger;
  /** See `Shell`. */
  readonly newWorkspaceName: string | undefined;
  /** The workspace whose local copy can be read without the database; null when nothing works without it. */
  readonly readable: KnownWorkspace | null;
};

/**
 * Goes for the workspace in Postgres: connection, migrations, workspace. With a local copy to read it may be away, and is
 * tried again for as long as it takes.
 *
 * @throws OpsdeckError as `Backend.connect` does, when there is no local copy or somebody has to put something right
 */
export async function openUpstream(parts: Parts): Promise<Upstream> {
  const { backend, dataDir, keys, logger, newWorkspaceName, readable } = parts;
  const late = lateVault(keys.source, backend.address);
  const running = new AsyncDisposableStack();
  const stopping = new AbortController();
  const listeners = new Set<(state: BackendState) => void>();
  /** From here on calls are answered for this workspace, and for no other. */
  let serving: KnownWorkspace | null = null;
  let known: KnownWorkspace | null = readable;
  let runs = false;
  let failure: { readonly since: Instant; readonly problem: string } | null = null;
  let trying: Promise<void> = Promise.resolve();

  async function reachWorkspace(): Promise<KnownWorkspace> {
    await backend.connect();
    const { known: found } = await openWorkspace(backend.database, newWorkspaceName);
    if (serving !== null && serving.id !== found.id) {
      throw new OpsdeckError('OTHER_WORKSPACE', { address: backend.address, name: found.name });
    }
    known = found;
    await rememberWorkspace(dataDir, databaseName(backend), found);
    return found;
  }

  async function open(workspace: Workspace, startWork: StartWork): Promise<void> {
    const vault = await openVaultWith(workspace, keys);
    if (vault.source.notice !== null) logger.warn({ place: vault.source.place }, vault.source.notice);
    const started = new AsyncDisposableStack();
    try {
      await startWork(started, vault);
    } catch (error) {
      await started.disposeAsync();
      throw error;
    }
    running.use(started);
    late.open(vault);
    runs = true;
    tell();
  }

  async function keepTrying(workspace: Workspace, startWork: StartWork): Promise<void> {
    for (;;) {
      try {
        await reachWorkspace();
        await open(workspace, startWork);
        return;
      } catch (error) {
        noteFailure(error);
        const pause = passesByItself(error) ? nextAttemptMs : nextAttemptAfterRefusalMs;
        await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
        if (stopping.signal.aborted) return;
      }
    }
  }

  function noteFailure(error: unknown): void {
    const expected = backendError(error);
    const problem = expected?.message ?? 'Something unexpected happened; the log has it.';
    if (failure?.problem !== problem) {
      if (expected === null) logger.error({ err: error }, 'the database was reached, but not put to work');
      else logger.warn({ problem }, 'the database was not reached');
    }
    failure = { since: failure?.since ?? instant(Date.now()), problem };
    tell();
  }

  function state(): BackendState {
    const now = backend.state();
    if (runs || now.state === 'offline') return now;
    return {
      state: 'offline',
      ...(failure ?? { since: instant(Date.now()), problem: 'It is being opened.' }),
    };
  }

  function tell(): void {
    const now = state();
    for (const listener of listeners) listener(now);
  }

  const first = reachWorkspace();
  const reached = readable === null ? await first.then(() => true) : await reachedSoon(first, backend.kind);
  if (known === null) throw new Error('the workspace was reached and is not known');
  serving = known;
  const workspace: Workspace = { id: serving.id, database: backend.database };
  const stopHearing = backend.onStateChange(tell);
  const served = serving;
  return {
    workspace,
    get known() {
      return known ?? served;
    },
    vault: late.vault,
    state,
    onStateChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    untilOnline: () =>
      new Promise((resolve) => {
        const look = () => {
          if (state().state !== 'online') return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    async begin(startWork) {
      if (reached) return open(workspace, startWork);
      logger.warn('starting without the database, on the local copy');
      trying = keepTrying(workspace, startWork);
    },
    async close() {
      stopHearing();
      stopping.abort();
      // What an attempt under way opens is closed with the rest. One that hangs fails when the backend is closed.
      await Promise.race([trying, sleep(patienceAtCloseMs, undefined, { ref: false })]);
      await running.disposeAsync();
    },
  };
}

/** How this database is told from another one that the data folder may be used with later. */
export function databaseName({ kind, address }: Pick<Backend, 'kind' | 'address'>): string {
  return kind === 'built-in' ? 'built-in' : address;
}

/** False when the console shall go on without. The built-in server is waited for: it starts or it fails. */
async function reachedSoon(attempt: Promise<unknown>, kind: Backend['kind']): Promise<boolean> {
  const outcome = attempt.then(
    () => true,
    (error: unknown) => {
      if (passesByItself(error)) return false;
      throw error;
    },
  );
  if (kind === 'built-in') return outcome;
  // Once the start has gone on without it, a failure is met by the next attempt.
  outcome.catch(() => undefined);
  return Promise.race([outcome, sleep(patienceAtStartMs, false, { ref: false })]);
}

function passesByItself(error: unknown): boolean {
  const code = backendError(error)?.code;
  return code === 'BACKEND_UNREACHABLE' || code === 'BACKEND_START_FAILED' || code === 'DISK_FULL';
}
