import path from 'node:path';
import { app, safeStorage } from 'electron';
import { loadConfig } from '#core/config/load-config.ts';
import { startCore } from '#core/core.ts';
import { packageRoot } from '#core/package-root.ts';
import { registerAppScheme } from './app-protocol.ts';
import { openKeychain } from './keychain.ts';
import { runDesktop } from './run-desktop.ts';

// Both must happen before Electron is ready.
app.enableSandbox();
registerAppScheme();

const root = packageRoot();
// Never rejects: a start that fails is shown and ends the program.
void runDesktop({
  loadConfig: () => loadConfig(process.env),
  startCore: async (config) =>
    startCore(config, {
      kind: 'desktop',
      demo: false,
      keychain: await openKeychain(safeStorage, process.platform),
    }),
  uiFolder: path.join(root, 'out', 'ui'),
  preload: path.join(root, 'out', 'preload', 'preload.cjs'),
});
