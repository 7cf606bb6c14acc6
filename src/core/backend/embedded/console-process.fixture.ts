/**
 * A console reduced to its backend, for tests that kill it: opens it on the data folder given, prints where, and closes
 * it when its standard input ends.
 */
import { silentLogger } from '../../logging/logger.ts';
import { openBackend } from '../backend.ts';
import { readPostmaster } from './postmaster-file.ts';

const dataDir = process.argv[2] ?? '';
const backend = await openBackend({ databaseUrl: null, dataDir, logger: silentLogger() });
const postmaster = await readPostmaster(`${dataDir}/postgres/cluster`);
process.stdout.write(`${JSON.stringify({ postgres: postmaster?.pid, version: backend.version })}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void backend.close().then(() => process.exit(0));
});
