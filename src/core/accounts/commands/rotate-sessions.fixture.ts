/**
 * A console reduced to its vault, for tests that kill it: orders a rotation, says so, and carries it out with few rows per
 * transaction until it is finished or killed.
 */
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { silentLogger } from '../../logging/logger.ts';
import { openVault } from '../../vault/open-vault.ts';
import { beginRotation } from '../../vault/rotation/begin-rotation.ts';
import { rotate } from '../../vault/rotation/rotation-runner.ts';
import { openWorkspace } from '../../workspaces/open-workspace.ts';
import { sealedSessions } from '../sealed-sessions.ts';

const [url = '', keyPath = ''] = process.argv.slice(2);
const pool = new Pool({ connectionString: url, max: 3 });
const { workspace } = await openWorkspace(drizzle({ client: pool }));
const vault = await openVault(workspace, keyPath);
const columns = [sealedSessions];
process.stdout.write('ready\n');
await beginRotation(workspace, vault, columns, 'test');
await rotate({ workspace, vault, columns, logger: silentLogger(), batchSize: 3 });
process.stdout.write('finished\n');
await pool.end();
