import type { SQL } from 'drizzle-orm/sql';
import type { z } from 'zod';

/** A question to the cache and the shape of each row of its answer. */
export type CacheQuery<Row> = { readonly sql: SQL; readonly row: z.ZodType<Row> };

/**
 * The local copy that every query reads. Queries run in threads of their own, so the caller's event loop never waits for
 * SQLite. Integers arrive as numbers, those beyond 2^53 as bigint: money columns take `microsColumn`.
 */
export type Cache = {
  /**
   * All rows of one query (drizzle's `sql`, in SQLite's dialect).
   *
   * @throws OpsdeckError CACHE_NOT_READY while there is no complete cache yet.
   */
  rows<Row>(query: SQL, row: z.ZodType<Row>): Promise<Row[]>;
  /** Several queries over one and the same state of the cache. */
  together<Answers extends readonly unknown[]>(queries: {
    readonly [Index in keyof Answers]: CacheQuery<Answers[Index]>;
  }): Promise<{ [Index in keyof Answers]: Answers[Index][] }>;
  /**
   * For questions that may take seconds: they are read one after the other, where no page waits for them. With a signal that fired
   * before their turn they end with CACHE_NOT_READY.
   */
  patiently(signal?: AbortSignal): CacheReads;
  /** Grows with each change that was taken over. */
  readonly version: number;
  /** Hears of each change taken over, with the names of the tables it touched; returns how to stop hearing. */
  onChange(listener: (tables: ReadonlySet<string>) => void): () => void;
  /**
   * Resolves when the cache has everything that was committed before the call, or after `patienceMs` at the latest, or at
   * once while the database is away. True when it has.
   */
  caughtUp(patienceMs: number): Promise<boolean>;
};

/** What a query needs of it. */
export type CacheReads = Pick<Cache, 'rows' | 'together'>;
