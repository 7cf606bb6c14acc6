import { type Backend, prepareBackend } from '../backend/backend.ts';
import type { Config } from '../config/config.ts';
import { prepareDataDir } from '../instance/data-dir.ts';
import { acquireInstance, type InstanceLock } from '../instance/instance-lock.ts';
import { type Logger, openLog } from '../logging/logger.ts';
import { programVersion } from '../program-version.ts';
import type { TelegramDriver } from '../telegram/driver.ts';
import { openTelegramDriver } from '../telegram/open-driver.ts';
import type { OsKeychain } from '../vault/sources/os-keychain.ts';

export type Shell = {
  /** Posts of orders are looked at from then on; left out: at once. */
  readonly looksAfter?: Promise<unknown>;
  readonly kind: 'desktop' | 'host';
  readonly demo: boolean;
  /** What a workspace is called that this start creates. */
  readonly newWorkspaceName?: string;
  /** The desktop’s; a host has none. */
  readonly keychain?: OsKeychain;
};

/** What a console has without asking anybody: its data folder and its own processes. */
export type Local = {
  readonly version: string;
  readonly startedAt: number;
  readonly instance: InstanceLock;
  readonly logger: Logger;
  /** Not connected yet. */
  readonly backend: Backend;
  /** Null while Telegram is not set up. */
  readonly driver: TelegramDriver | null;
};

/**
 * Opens what is on this machine: data folder, instance lock, log, Telegram's worker. Nothing here needs the database.
 *
 * @throws OpsdeckError DATA_DIR_NOT_WRITABLE, DISK_FULL, ALREADY_RUNNING, CONFIG_INVALID
 */
export async function openLocal(opened: AsyncDisposableStack, config: Config, shell: Shell): Promise<Local> {
  const startedAt = Date.now();
  await prepareDataDir(config.dataDir);
  const instance = opened.adopt(await acquireInstance(config.dataDir), (held) => held.release());
  const { logger } = opened.adopt(await openLog(config.dataDir, config.logLevel), (log) => log.close());
  const version = programVersion();
  logger.info({ version, shell: shell.kind, demo: shell.demo, telegram: config.telegram.kind }, 'starting');
  const driver =
    config.telegram.kind === 'not-configured'
      ? null
      : opened.adopt(openTelegramDriver({ server: config.telegram, logger }), (open) => open.close());
  const backend = prepareBackend({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger });
  opened.adopt(backend, (open) => open.close());
  return { version, startedAt, instance, logger, backend, driver };
}
