import { type SQL, sql } from 'drizzle-orm';
import { bigint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '#contract/ids.ts';

/** First in every key. What refers to a row of the workspace needs no reference to the workspace itself. */
export const workspaceId = () => uuid('workspace_id').notNull().$type<WorkspaceId>();

/** An ID that the database gives, unless the row brings its own. */
export const ownId = () => bigint({ mode: 'number' }).notNull().generatedByDefaultAsIdentity();

/** The same in a partitioned table, where identity columns need Postgres 17: a sequence of that name. */
export const idFrom = (sequence: string) =>
  bigint({ mode: 'number' })
    .notNull()
    .default(sql.raw(`nextval('${sequence}')`));

export const idOf = (name: string) => bigint(name, { mode: 'number' });

/** To the millisecond, which is also what the cache keeps. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Micros, 1e-6 of the row's currency. */
export const micros = (name: string) => bigint(name, { mode: 'bigint' });

/** ISO 4217; give the table `isCurrency` too. */
export const currency = () => text().notNull();

export const isCurrency = sql.raw(`currency ~ '^[A-Z]{3}$'`);

/** `column in ('a', 'b')`: the words come from the contract, never from a user. */
export function oneOf(column: string, words: readonly string[]): SQL {
  return sql.raw(`${column} in (${words.map((word) => `'${word}'`).join(', ')})`);
}
