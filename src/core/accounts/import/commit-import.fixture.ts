/**
 * A console reduced to its import, for tests that kill it: reads a file of sessions, says so, and writes them until it is
 * finished or killed.
 */
import { readFileSync } from 'node:fs';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { importModes } from '#contract/account-import.ts';
import { openVault } from '../../vault/open-vault.ts';
import { openWorkspace } from '../../workspaces/open-workspace.ts';
import { readFile } from './read-file.ts';
import { writeRows } from './write-rows.ts';

const [url = '', keyPath = '', file = '', asked = ''] = process.argv.slice(2);
const mode = importModes.find((known) => known === asked);
if (mode === undefined) throw new Error('which mode?');
const pool = new Pool({ connectionString: url, max: 3 });
const { workspace } = await openWorkspace(drizzle({ client: pool }));
const vault = await openVault(workspace, keyPath);
const { sheet } = readFile(readFileSync(file));
process.stdout.write('ready\n');
await writeRows(
  {
    workspace,
    vault,
    read: (offset, limit) => Promise.resolve(sheet.importable(offset, limit)),
    progress: () => undefined,
    signal: new AbortController().signal,
  },
  { mode, label: null },
);
process.stdout.write('finished\n');
await pool.end();
