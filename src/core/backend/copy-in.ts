import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Runs a `copy … from stdin` with these bytes; resolves when the server has taken them all. */
export async function copyIn(client: ClientBase, statement: string, chunks: Iterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(chunks), client.query(copyFrom(statement)));
}
