import { silentLogger } from '../../logging/logger.ts';
import { startSyncEngine } from '../sync-engine.ts';
import { bankDefinition } from './bank.ts';

// A process of tests that follows the bank into a folder, says its state on each line of its output, and waits to be killed.

const [folder, connectionString, workspaceId] = process.argv.slice(2);
if (folder === undefined || connectionString === undefined || workspaceId === undefined) {
  throw new Error('usage: sync-process FOLDER URL WORKSPACE');
}
const config = { connectionString };
const engine = startSyncEngine({
  folder,
  definition: bankDefinition(workspaceId),
  connection: () => Promise.resolve({ read: config, primary: config }),
  logger: silentLogger(),
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);
engine.onStatus(({ state }) => say(state));
engine.cache.onChange(() => say('applied'));
