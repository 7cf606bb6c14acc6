import { accountsRouter } from './accounts/router.ts';
import { Flows } from './accounts/sign-in/flows.ts';
import { signInRouter } from './accounts/sign-in/router.ts';
import { type AccountEvents, createAccountEvents } from './accounts/account-events.ts';
import { createAccountImports } from './accounts/import/account-imports.ts';
import { accountImportRouter } from './accounts/import/router.ts';
import { startCheckRunner } from './accounts/checking/check-runner.ts';
import { startLogOutRunner } from './accounts/managing/log-outs/log-out-runner.ts';
import { leaseHolder, releaseOwnLeases } from './accounts/leases/lease-holder.ts';
import { type Backend, openBackend } from './backend/backend.ts';
import type { Config } from './config/config.ts';
import { acquireInstance, type InstanceLock } from './instance/instance-lock.ts';
import { prepareDataDir } from './instance/data-dir.ts';
import { type Logger, openLog } from './logging/logger.ts';
import { createAppRouter, type ServedRouter } from './rpc/app-router.ts';
import type { Caller } from './rpc/caller.ts';
import { readSettings } from './settings/queries/read-settings.ts';
import { settingsRouter } from './settings/router.ts';
import { systemRouter } from './system/router.ts';
import type { TelegramDriver } from './telegram/driver.ts';
import { openTelegramDriver } from './telegram/open-driver.ts';
import { createSessionExports } from './accounts/commands/export-sessions.ts';
import { sealedSessions } from './accounts/sealed-sessions.ts';
import { openVaultWith, type Vault } from './vault/open-vault.ts';
import { startRotationRunner } from './vault/rotation/rotation-runner.ts';
import { vaultRouter } from './vault/router.ts';
import type { SealedColumn } from './vault/sealed-column.ts';
import { chooseKeySource } from './vault/sources/choose-key-source.ts';
import type { OsKeychain } from './vault/sources/os-keychain.ts';
import { programVersion } from './program-version.ts';
import { openWorkspace } from './workspaces/open-workspace.ts';
import type { Workspace } from './workspaces/workspace.ts';
import { viewsRouter } from './views/router.ts';

/** Everything that the vault has sealed: a domain that keeps secrets adds its own. */
const sealedColumns: readonly SealedColumn[] = [sealedSessions];

/** The running core: what a shell needs of it, and nothing else. */
export type Core = {
  readonly router: ServedRouter;
  /** The operator of a desk without sign-in. */
  readonly localOperator: Caller;
  readonly logger: Logger;
  readonly instance: InstanceLock;
  readonly backend: Backend;
  readonly workspace: Workspace;
  readonly vault: Vault;
  /** Wakes the check runner after a change that was not made through the router. */
  readonly accountEvents: AccountEvents;
  /** Finishes what is under way and leaves nothing running. */
  close(): Promise<void>;
};

/**
 * Starts the core: data folder, instance lock, log, database, workspace, vault, Telegram, then the work that goes on by itself.
 * It starts completely or throws an OpsdeckError that says what to do, having closed all it had opened.
 */
export async function startCore(
  config: Config,
  shell: {
    readonly kind: 'desktop' | 'host';
    readonly demo: boolean;
    /** The desktop’s; a host has none. */
    readonly keychain?: OsKeychain;
  },
): Promise<Core> {
  const opened = new AsyncDisposableStack();
  try {
    const startedAt = Date.now();
    await prepareDataDir(config.dataDir);
    const instance = opened.adopt(await acquireInstance(config.dataDir), (held) => held.release());
    const { logger } = opened.adopt(await openLog(config.dataDir, config.logLevel), (log) => log.close());
    const version = programVersion();
    logger.info({ version, shell: shell.kind, demo: shell.demo, telegram: config.telegram.kind }, 'starting');
    const backend = opened.adopt(
      await openBackend({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger }),
      (open) => open.close(),
    );
    const { workspace, localOperator } = await openWorkspace(backend.database);
    const chosen = chooseKeySource(config.dataDir, config.vault, shell.keychain ?? null);
    const vault = await openVaultWith(workspace, chosen);
    if (vault.source.notice !== null) logger.warn({ place: vault.source.place }, vault.source.notice);
    const vaultParts = { workspace, vault, columns: sealedColumns, logger };
    const rotation = opened.adopt(startRotationRunner(vaultParts), (runner) => runner.stop());
    const holder = leaseHolder(config.dataDir);
    await releaseOwnLeases(workspace, holder);
    const events = createAccountEvents();
    const driver = openDriver(config, logger);
    const readPoolSettings = async () => (await readSettings(workspace)).accountChecks;
    if (driver !== null) {
      opened.adopt(driver, (open) => open.close());
      const dependencies = { workspace, holder, vault, driver, readPoolSettings, events, logger };
      opened.adopt(startCheckRunner(dependencies), (runner) => runner.stop());
      opened.adopt(startLogOutRunner(dependencies), (runner) => runner.stop());
    }
    const flows = opened.adopt(new Flows(), (open) => open.close());
    const imports = opened.adopt(createAccountImports({ workspace, vault, events, logger }), (open) =>
      open.close(),
    );
    const router = createAppRouter({
      accountImport: accountImportRouter(imports),
      accounts: accountsRouter({
        workspace,
        vault,
        events,
        telegram: config.telegram,
        holder,
        driver,
        readPoolSettings,
      }),
      settings: settingsRouter(workspace),
      signIn: signInRouter({ workspace, vault, driver, events, logger, flows }),
      system: systemRouter({
        backend,
        logger,
        telegram: config.telegram,
        workspace,
        console: { version, shell: shell.kind, demo: shell.demo, startedAt, dataDir: config.dataDir },
      }),
      vault: vaultRouter({
        ...vaultParts,
        runner: rotation,
        exports: createSessionExports({ workspace, vault, logger }),
      }),
      views: viewsRouter(workspace),
    });
    logger.info({ ms: Date.now() - startedAt }, 'started');
    return {
      router,
      localOperator,
      logger,
      instance,
      backend,
      workspace,
      vault,
      accountEvents: events,
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

function openDriver(config: Config, logger: Logger): TelegramDriver | null {
  if (config.telegram.kind === 'not-configured') return null;
  return openTelegramDriver({ server: config.telegram, logger });
}
