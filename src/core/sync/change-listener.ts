import type { ClientConfig } from 'pg';
import type { SyncHold } from '#contract/sync.ts';
import type { MirrorTable } from '../cache/mirror-table.ts';
import { disownForeignChanges } from './disown-foreign-changes.ts';
import { findHold } from './find-hold.ts';
import { GuardedClient } from './guarded-client.ts';
import { purgeTombstones } from './purge-tombstones.ts';
import { trackChanges } from './track-changes.ts';

/** How often a silent connection is asked whether it is still there. */
const heartbeatMs = 20_000;

/** Giving a table of many rows its capture, or taking over those of a restored database, rewrites it. */
const installationPatienceMs = 30 * 60_000;

/**
 * A connection to the primary. Hears at once of every commit that changed something (a standby announces nothing), and does
 * what only the primary can do: install the capture of changes, clear away, and tell how far it is.
 */
export class ChangeListener {
  readonly #client: GuardedClient;
  readonly #heartbeat: NodeJS.Timeout;
  /** Whoever asks a question meanwhile hears from the server anyway. */
  #isAsking = 0;

  private constructor(client: GuardedClient) {
    this.#client = client;
    this.#heartbeat = setInterval(() => {
      // One that fails ends the connection, and `onBroken` hears of that.
      if (this.#isAsking === 0) client.query('select 1').catch(() => undefined);
    }, heartbeatMs);
  }

  static async connect(options: {
    readonly config: ClientConfig;
    readonly silenceMs: number;
    readonly onChange: () => void;
    readonly onBroken: (error: Error) => void;
  }): Promise<ChangeListener> {
    const client = await GuardedClient.connect({ ...options, name: 'opsdeck sync listener' });
    client.client.on('notification', options.onChange);
    try {
      await client.query('listen opsdeck_changes');
    } catch (error) {
      client.destroy();
      throw error;
    }
    return new ChangeListener(client);
  }

  /** Makes the primary ready for these mirrors: every change is captured, and none claims to be of another cluster. */
  async prepare(tables: readonly MirrorTable[], workspaceId: string): Promise<void> {
    await this.#ask(async (client) => {
      await trackChanges(client, tables);
      await disownForeignChanges(client, tables, workspaceId);
    }, installationPatienceMs);
  }

  hold(): Promise<SyncHold | null> {
    return this.#ask((client) => findHold(client));
  }

  purge(): Promise<boolean> {
    return this.#ask((client) => purgeTombstones(client));
  }

  /**
   * How far the primary's log is: what was committed before the call is in the log before this position. Asked for the position
   * of insertion, not of writing: with `synchronous_commit = off` a commit is visible before it is written.
   *
   * Right after the header of a page (24 bytes) it stands for the end of the page before, which is how a standby counts.
   */
  async position(): Promise<bigint> {
    const { rows } = await this.#ask((client) =>
      client.query<{ position: string }>(
        `select (case when (at % 8192) = 24 then at - 24 else at end)::text as position
          from (select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as at) as log`,
      ),
    );
    return BigInt(rows[0]?.position ?? 0);
  }

  close(): Promise<void> {
    clearInterval(this.#heartbeat);
    return this.#client.close();
  }

  destroy(): void {
    this.#client.destroy();
  }

  async #ask<Answer>(
    question: (client: Pick<GuardedClient, 'query'>) => Promise<Answer>,
    patienceMs?: number,
  ): Promise<Answer> {
    this.#isAsking += 1;
    const client = this.#client;
    try {
      return await question({
        query: (text, values) => client.query(text, values, patienceMs ?? client.silenceMs),
      });
    } finally {
      this.#isAsking -= 1;
    }
  }
}
