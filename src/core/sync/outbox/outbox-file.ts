import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { operatorIdSchema, type WorkspaceId } from '#contract/ids.ts';
import {
  commandKeySchema,
  type CommandKey,
  outboxConflictSchema,
  outboxEntrySchema,
} from '#contract/outbox.ts';
import { roles } from '#contract/permissions.ts';
import { instantSchema } from '#contract/time.ts';
import { jsonText as json } from '../../cache/json-text.ts';

/** `applied`: it took effect, and the local copy does not show it yet. */
const states = ['waiting', 'conflict', 'refused', 'applied'] as const;

const rowSchema = z.object({
  sequence: z.int(),
  key: commandKeySchema,
  operator_id: operatorIdSchema,
  operator_name: z.string(),
  operator_role: z.enum(roles),
  command: z.string(),
  input: json(z.unknown()),
  subject: z.string().nullable(),
  queued_at: instantSchema,
  state: z.enum(states),
  attempts: z.int().nonnegative(),
  conflict: json(outboxConflictSchema).nullable(),
  refusal: json(outboxEntrySchema.shape.refusal.unwrap()).nullable(),
  /** What the command answered when it took effect. */
  answer: json(z.unknown()).nullable(),
});

/** One call that waits, as it is kept. */
export type StoredCall = z.infer<typeof rowSchema>;

export type NewCall = Pick<
  StoredCall,
  'key' | 'operator_id' | 'operator_name' | 'operator_role' | 'command' | 'input' | 'subject' | 'queued_at'
> & { readonly attempts: number };

type Changes = Partial<
  Pick<StoredCall, 'input' | 'queued_at' | 'state' | 'attempts' | 'conflict' | 'refusal' | 'answer'>
>;

const jsonColumns: ReadonlySet<string> = new Set(['input', 'conflict', 'refusal', 'answer']);

const formatVersion = 1;

const format = `
  create table calls (
    sequence integer primary key autoincrement,
    key text not null unique,
    workspace_id text not null,
    operator_id text not null,
    operator_name text not null,
    operator_role text not null,
    command text not null,
    input text not null,
    subject text,
    queued_at integer not null,
    state text not null check (state in ('waiting', 'conflict', 'refused', 'applied')),
    attempts integer not null,
    conflict text,
    refusal text,
    answer text
  ) strict;
  pragma user_version = ${formatVersion};`;

/**
 * The file in which calls wait for the database. Whatever a method has written when it returns is on the disk: neither a kill
 * nor a power failure loses it. It is apart from the cache, which may be deleted.
 */
export class OutboxFile {
  readonly #database: InstanceType<typeof SqliteDatabase>;
  readonly #workspaceId: WorkspaceId;

  /** @throws OpsdeckError OUTBOX_UNREADABLE; the file is left as it is */
  constructor(dataDir: string, workspaceId: WorkspaceId) {
    const file = path.join(dataDir, 'outbox.sqlite');
    this.#workspaceId = workspaceId;
    try {
      this.#database = new SqliteDatabase(file);
      this.#database.pragma('journal_mode = WAL');
      this.#database.pragma('synchronous = FULL');
      const version = this.#database.pragma('user_version', { simple: true });
      if (version === 0) this.#database.transaction(() => this.#database.exec(format))();
      else if (version !== formatVersion)
        throw new Error(`it has format ${String(version)}, of another version`);
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause);
      throw new OpsdeckError('OUTBOX_UNREADABLE', { path: file, problem }, { cause });
    }
  }

  /** All calls of the workspace, in the order in which they were made. */
  calls(): StoredCall[] {
    return this.#database
      .prepare('select * from calls where workspace_id = ? order by sequence')
      .all(this.#workspaceId)
      .map((row) => rowSchema.parse(row));
  }

  find(key: CommandKey): StoredCall | null {
    const row = this.#database
      .prepare('select * from calls where workspace_id = ? and key = ?')
      .get(this.#workspaceId, key);
    return row === undefined ? null : rowSchema.parse(row);
  }

  add(call: NewCall): void {
    this.#database
      .prepare(
        `insert into calls (key, workspace_id, operator_id, operator_name, operator_role, command, input, subject,
           queued_at, state, attempts)
         values (@key, @workspace, @operator_id, @operator_name, @operator_role, @command, @input, @subject,
           @queued_at, 'waiting', @attempts)`,
      )
      .run({ ...call, workspace: this.#workspaceId, input: JSON.stringify(call.input) });
  }

  change(key: CommandKey, changes: Changes): void {
    const columns = Object.keys(changes);
    const values = Object.entries(changes).map(([column, value]) =>
      jsonColumns.has(column) && value !== null ? JSON.stringify(value) : value,
    );
    this.#database
      .prepare(`update calls set ${columns.map((column) => `${column} = ?`).join(', ')} where key = ?`)
      .run(...values, key);
  }

  remove(key: CommandKey): void {
    this.#database.prepare('delete from calls where key = ?').run(key);
  }

  /** All of it is written, or none. */
  together(work: () => void): void {
    this.#database.transaction(work).immediate();
  }

  close(): void {
    this.#database.close();
  }
}
