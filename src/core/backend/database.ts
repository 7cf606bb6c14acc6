import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** Drizzle over the pool. Joins and plain queries only: the relational `with:` loses precision on bigint and numeric. */
export type Database = NodePgDatabase;

/** The same inside `inTransaction`. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** What a query needs: it does not mind whether it runs in a transaction. */
export type Queryable = Database | Transaction;
