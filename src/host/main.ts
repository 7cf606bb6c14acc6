import { loadConfig } from '#core/config/load-config.ts';
import { defaultDataDir } from '#core/config/default-data-dir.ts';
import { offerRunningConsole, runConsole } from './run-console.ts';
import { onStopSignal } from './stop-signals.ts';
import { say, sayFailure } from './terminal.ts';

/** `npm run host`: the console without a window, for a server, a browser or a phone. */
async function main(): Promise<void> {
  let dataDir = defaultDataDir();
  try {
    const config = loadConfig(process.env);
    dataDir = config.dataDir;
    const console = await runConsole(config, { demo: false });
    onStopSignal(async () => {
      say('Stopping …');
      await console.close();
    }, sayFailure);
    say('Opsdeck is running. Open it here (the link works once, for one hour):');
    say(`  ${console.signInLink}`);
    say(`Data: ${config.dataDir}   Stop: Ctrl-C`);
  } catch (error) {
    if (await offerRunningConsole(error, dataDir)) process.exit(0);
    sayFailure(error);
    process.exit(1);
  }
}

await main();
