/** A console reduced to its hold on the data folder: takes it, says so, and keeps it until it is killed. */
import { acquireInstance } from './instance-lock.ts';

const [dataDir = '', address] = process.argv.slice(2);
const instance = await acquireInstance(dataDir).catch((error: unknown) => {
  process.stdout.write(`refused ${error instanceof Error && 'code' in error ? String(error.code) : ''}\n`);
  process.exit(3);
});
if (address !== undefined) await instance.publish(address);
// What nothing refers to any more is gone after this; the lock must not be.
setTimeout(() => globalThis.gc?.(), 10);
setTimeout(() => globalThis.gc?.(), 20);
setTimeout(() => process.stdout.write('taken\n'), 30);
setInterval(() => undefined, 60_000);
