import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackgroundLoop } from './background/background-loop.ts';
import { accountsRouter } from './accounts/router.ts';
import { Flows } from './accounts/sign-in/flows.ts';
import { signInRouter } from './accounts/sign-in/router.ts';
import { type AccountEvents, createAccountEvents } from './accounts/account-events.ts';
import { createAccountImports } from './accounts/import/account-imports.ts';
import { accountImportRouter } from './accounts/import/router.ts';
import { checkPruning } from './accounts/checking/prune-checks.ts';
import { startCheckRunner } from './accounts/checking/check-runner.ts';
import { createPace } from './accounts/checking/pace.ts';
import { createPoolReader } from './accounts/reading/pool-reader.ts';
import { startLogOutRunner } from './accounts/managing/log-outs/log-out-runner.ts';
import { leaseHolder, releaseOwnLeases } from './accounts/leases/lease-holder.ts';
import { metricsRouter } from './analytics/metrics/router.ts';
import { accountsExports } from './accounts/exports.ts';
import { analyticsParts } from './analytics/analytics-parts.ts';
import { dashboardExport } from './analytics/metrics/dashboards/dashboard-export.ts';
import { exploreExport } from './analytics/metrics/explore/explore-export.ts';
import { analyticsRouter } from './analytics/router.ts';
import type { Cache } from './cache/cache.ts';
import { CacheFiles } from './cache/cache-files.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { Config } from './config/config.ts';
import type { Backend } from './backend/backend.ts';
import { settingsFromUrl } from './backend/connection-settings.ts';
import { ExportFolder } from './exports/export-folder.ts';
import { ExportQueue } from './exports/export-queue.ts';
import { type ExportedFile, ExportRuns } from './exports/export-runs.ts';
import { exportsRouter } from './exports/router.ts';
import type { InstanceLock } from './instance/instance-lock.ts';
import type { Logger } from './logging/logger.ts';
import { type ReadYourWrites, readYourWrites } from './rpc/read-your-writes.ts';
import type { Around } from './rpc/serve-procedure.ts';
import { scopesFile } from './sync/scopes-file.ts';
import { startSyncEngine, type SyncEngine } from './sync/sync-engine.ts';
import { localCopy, scopedTables } from './local-copy.ts';
import {
  createAppRouter,
  type ImplementedContract,
  implementedProcedure,
  type ServedRouter,
} from './rpc/app-router.ts';
import type { Caller } from './rpc/caller.ts';
import { createPartitions } from './marketplace/create-partitions.ts';
import { commissionRouter } from './marketplace/commission/router.ts';
import { customerOfflineRules } from './marketplace/customers/offline/offline-rules.ts';
import { customersRouter } from './marketplace/customers/router.ts';
import { riskRouter } from './marketplace/risk/router.ts';
import { startRiskRunner } from './marketplace/risk/risk-runner.ts';
import { forgetOldTransferKeys } from './marketplace/ledger/forget-old-transfer-keys.ts';
import { channelsRouter } from './marketplace/channels/router.ts';
import { listingsRouter } from './marketplace/listings/router.ts';
import { getCustomer } from './marketplace/customers/queries/get-customer.ts';
import { marketplaceExports } from './marketplace/exports.ts';
import { startDisputeRunner } from './marketplace/disputes/weighing/dispute-runner.ts';
import { disputesRouter } from './marketplace/disputes/router.ts';
import { startPlacementRunner } from './marketplace/placements/checking/placement-runner.ts';
import { placementsRouter } from './marketplace/placements/router.ts';
import { marketplaceRouter } from './marketplace/router.ts';
import { verificationRouter } from './marketplace/verification/router.ts';
import { startVerificationRunner } from './marketplace/verification/verification-runner.ts';
import { readCachedSettings } from './settings/queries/read-cached-settings.ts';
import { startPruneRunner } from './pruning/prune-runner.ts';
import { readSettings } from './settings/queries/read-settings.ts';
import { sealedColumns } from './sealed-columns.ts';
import { openLocal, type Shell } from './start/local.ts';
import { databaseName, openUpstream } from './start/upstream.ts';
import { accountOfflineRules } from './accounts/offline/offline-rules.ts';
import { forgetOldKeys } from './sync/outbox/forget-old-keys.ts';
import { openOutbox } from './sync/outbox/open-outbox.ts';
import type { Outbox } from './sync/outbox/outbox.ts';
import { sqlConsoleRouter } from './sql-console/router.ts';
import { SqlRuns } from './sql-console/sql-runs.ts';
import { syncRouter } from './sync/router.ts';
import { ReportFolder } from './reports/report-folder.ts';
import { ReportRuns } from './reports/report-runs.ts';
import { reportsRouter } from './reports/router.ts';
import { settingsRouter } from './settings/router.ts';
import { systemRouter } from './system/router.ts';
import { createSessionExports } from './accounts/commands/export-sessions.ts';
import type { PoolReader } from './telegram/pool-reader.ts';
import type { Vault } from './vault/open-vault.ts';
import { startRotationRunner } from './vault/rotation/rotation-runner.ts';
import { vaultRouter } from './vault/router.ts';
import { chooseKeySource } from './vault/sources/choose-key-source.ts';
import { readKnownWorkspace } from './workspaces/known-workspace.ts';
import type { Workspace } from './workspaces/workspace.ts';
import { viewsRouter } from './views/router.ts';

const patienceWithFirstCopyMs = 3_000;

/** The running core: what a shell needs of it, and nothing else. */
export type Core = {
  readonly router: ServedRouter;
  /** The operator of a desk without sign-in. */
  readonly localOperator: Caller;
  readonly logger: Logger;
  readonly instance: InstanceLock;
  readonly backend: Backend;
  readonly workspace: Workspace;
  /** The local copy that queries read. */
  readonly cache: Cache;
  readonly vault: Vault;
  /** Wakes the check runner after a change that was not made through the router. */
  readonly accountEvents: AccountEvents;
  /** How domains read Telegram. */
  readonly poolReader: PoolReader;
  /** The file of an export or a report, which a shell hands to its operator; null when there is none, or no longer. */
  exportedFile(caller: Caller, id: string): ExportedFile | null;
  /** Finishes what is under way and leaves nothing running. */
  close(): Promise<void>;
};

/**
 * Starts the core in two parts. The local one needs nobody: data folder, instance lock, log, local copy, router. The upstream
 * one stands on Postgres: connection, migrations, workspace, vault, and the work that goes on by itself. With a local copy of
 * a known workspace a start does not need Postgres: the upstream part then follows in the background, and until then whatever
 * needs it is answered with BACKEND_UNREACHABLE at once.
 *
 * @throws OpsdeckError that says what to do, having closed all it had opened
 */
export async function startCore(config: Config, shell: Shell): Promise<Core> {
  const opened = new AsyncDisposableStack();
  try {
    const local = await openLocal(opened, config, shell);
    const { logger, backend, driver, instance, version, startedAt } = local;
    const keys = chooseKeySource(config.dataDir, config.vault, shell.keychain ?? null);
    const known = readKnownWorkspace(config.dataDir, databaseName(backend));
    const upstream = opened.adopt(
      await openUpstream({
        backend,
        dataDir: config.dataDir,
        keys,
        logger,
        newWorkspaceName: shell.newWorkspaceName,
        readable: hasCache(config.dataDir) ? known : null,
      }),
      (open) => open.close(),
    );
    const { workspace, vault } = upstream;
    // A copy of another workspace is not shown until its successor is complete, as one of an older version is.
    if (known?.id !== workspace.id) new CacheFiles(cacheFolder(config.dataDir)).removeOthers(null);
    const standby = config.readDatabaseUrl === null ? null : settingsFromUrl(config.readDatabaseUrl);
    const scopes = scopesFile(config.dataDir);
    const engine = opened.adopt(
      startSyncEngine({
        folder: cacheFolder(config.dataDir),
        definition: localCopy(workspace.id, scopes.read()),
        connection: async () => {
          await upstream.untilOnline();
          const primary = backend.settings.clientConfig();
          return { read: standby?.clientConfig() ?? primary, primary };
        },
        logger,
      }),
      (open) => open.close(),
    );
    const { cache } = engine;
    const writing = {
      queue: new ExportQueue(),
      cacheFile: () => requireCacheFile(engine),
      workspace: () => upstream.known,
      logger,
    };
    const reports = new ReportRuns({ ...writing, folder: new ReportFolder(config.dataDir) });
    const exportRuns = opened.adopt(
      new ExportRuns({ ...writing, folder: new ExportFolder(config.dataDir) }),
      (open) => open.close(),
    );
    const sqlRuns = opened.adopt(new SqlRuns(), (open) => open.close());
    const reads = readYourWrites(cache);
    const inFiles = analyticsParts(cache, async (customer) => (await getCustomer(cache, customer)).accounts);
    const holder = leaseHolder(config.dataDir);
    const events = createAccountEvents();
    const vaultParts = { workspace, vault, columns: sealedColumns, logger };
    const readPoolSettings = async () => (await readSettings(workspace)).accountChecks;
    const pace = createPace();
    const poolReader = createPoolReader({
      workspace,
      holder,
      vault,
      driver,
      readPoolSettings,
      pace,
      events,
    });
    let rotation: BackgroundLoop | null = null;
    const flows = opened.adopt(new Flows(), (open) => open.close());
    const imports = opened.adopt(createAccountImports({ workspace, vault, events, logger }), (open) =>
      open.close(),
    );
    const openedOutbox = opened.adopt(
      openOutbox({
        dataDir: config.dataDir,
        workspace,
        rules: new Map([...accountOfflineRules, ...customerOfflineRules]),
        command: (name) => implementedProcedure(domains, name),
        isOnline: () => upstream.state().state === 'online',
        cache,
        logger,
      }),
      (open) => open.close(),
    );
    const { outbox } = openedOutbox;
    const domains: ImplementedContract = {
      accountImport: accountImportRouter(imports),
      accounts: accountsRouter({
        workspace,
        cache,
        vault,
        events,
        telegram: config.telegram,
        holder,
        driver,
        readPoolSettings,
        pending: (operatorId) => outbox.pending(operatorId),
      }),
      sync: syncRouter({
        engine,
        outbox,
        backendState: upstream.state,
        scopedTables,
        setScope: async (table, scope) => {
          await scopes.set(table, scope);
          await engine.define(localCopy(workspace.id, scopes.read()));
        },
      }),
      analytics: analyticsRouter(cache),
      commission: commissionRouter(workspace, cache),
      customers: customersRouter(workspace, cache, (operatorId) => outbox.pending(operatorId)),
      channels: channelsRouter(workspace, cache, poolReader),
      listings: listingsRouter(workspace, cache),
      marketplace: marketplaceRouter(workspace, cache),
      metrics: metricsRouter(workspace, cache),
      risk: riskRouter(workspace, cache),
      exports: exportsRouter(
        exportRuns,
        [
          ...accountsExports,
          ...marketplaceExports(workspace),
          dashboardExport(inFiles),
          exploreExport(cache),
        ],
        cache,
      ),
      reports: reportsRouter({ workspace, runs: reports, cache, sources: inFiles }),
      disputes: disputesRouter(workspace, cache),
      placements: placementsRouter(workspace, cache),
      settings: settingsRouter(workspace, cache),
      sqlConsole: sqlConsoleRouter({
        runs: sqlRuns,
        cache,
        definition: localCopy(workspace.id, {}),
        cacheFile: () => requireCacheFile(engine),
        logger,
      }),
      signIn: signInRouter({ workspace, vault, driver, events, logger, flows }),
      system: systemRouter({
        backend,
        upstream,
        logger,
        telegram: config.telegram,
        console: { version, shell: shell.kind, demo: shell.demo, startedAt, dataDir: config.dataDir },
      }),
      vault: vaultRouter({
        cache,
        ...vaultParts,
        runner: { wake: () => rotation?.wake() },
        exports: createSessionExports({ workspace, vault, logger }),
      }),
      verification: verificationRouter({
        workspace,
        cache,
        vault,
        logger,
        readKeptDays: async () => (await readCachedSettings(cache)).verification.documentsKeptDays,
      }),
      views: viewsRouter(workspace, cache),
    };
    const router = createAppRouter(domains, aroundCalls(reads, outbox));
    upstream.onStateChange(() => openedOutbox.wake());

    await upstream.begin(async (running, openedVault) => {
      // Nothing is connected yet under this console's name: what stands there is from a process that was killed.
      await releaseOwnLeases(workspace, holder);
      await createPartitions(workspace.database);
      const keep = <Loop extends Pick<BackgroundLoop, 'stop'>>(loop: Loop): Loop =>
        running.adopt(loop, (started) => started.stop());
      rotation = keep(startRotationRunner({ ...vaultParts, vault: openedVault }));
      keep(startRiskRunner({ workspace, logger }));
      const readKeptDays = async () => (await readSettings(workspace)).verification.documentsKeptDays;
      keep(startVerificationRunner({ workspace, logger, readKeptDays }));
      const prunings = [
        { name: 'keys of commands', prune: forgetOldKeys },
        { name: 'keys of transfers', prune: forgetOldTransferKeys },
        checkPruning(),
      ];
      keep(startPruneRunner({ workspace, prunings, logger }));
      keep(startDisputeRunner({ workspace, logger }));
      if (driver === null) return;
      const parts = { workspace, holder, vault: openedVault, driver, readPoolSettings, events, logger, pace };
      keep(startCheckRunner(parts));
      keep(startLogOutRunner(parts));
      keep(
        startPlacementRunner(
          { workspace, reader: poolReader, logger },
          shell.looksAfter === undefined ? {} : { after: shell.looksAfter },
        ),
      );
    });
    await untilReadable(engine);
    logger.info({ ms: Date.now() - startedAt, database: upstream.state().state }, 'started');
    return {
      router,
      localOperator: upstream.known.operator,
      logger,
      instance,
      backend,
      workspace,
      cache,
      vault,
      accountEvents: events,
      poolReader,
      exportedFile: (caller, id) => exportRuns.file(caller.operatorId, id) ?? reports.file(caller, id),
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** What is done around every call, whichever domain answers it. */
function aroundCalls(reads: ReadYourWrites, outbox: Outbox): Around {
  return {
    async query(call, handle) {
      await reads.beforeReading(call.caller.operatorId);
      return handle(call);
    },
    async command(call, handle) {
      try {
        return await (call.procedure.offline === 'queue' ? outbox.answer(call, handle) : handle(call));
      } finally {
        reads.wrote(call.caller.operatorId);
      }
    },
  };
}

/** A copy that is opened, or made, in a moment is waited for, so that the first page has something to read. */
async function untilReadable(engine: SyncEngine): Promise<void> {
  const readable = Promise.withResolvers<void>();
  const look = () => {
    if (engine.status().readable) readable.resolve();
  };
  const stopHearing = engine.onStatus(look);
  look();
  await Promise.race([readable.promise, sleep(patienceWithFirstCopyMs, undefined, { ref: false })]);
  stopHearing();
}

/** @throws OpsdeckError CACHE_NOT_READY */
function requireCacheFile(engine: SyncEngine): string {
  const file = engine.cacheFile();
  if (file === null) throw new OpsdeckError('CACHE_NOT_READY', {});
  return file;
}

const cacheFolder = (dataDir: string) => path.join(dataDir, 'cache');

/** Whether the data folder has a complete local copy to read from. */
function hasCache(dataDir: string): boolean {
  return new CacheFiles(cacheFolder(dataDir)).current() !== null;
}
