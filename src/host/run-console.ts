import { OpsdeckError } from '#contract/errors.ts';
import type { Config } from '#core/config/config.ts';
import { type Core, startCore } from '#core/core.ts';
import type { Shell } from '#core/start/local.ts';
import { builtUi } from './build-ui.ts';
import { serveConsole } from './http/serve-console.ts';
import { linkToRunningConsole } from './offer-running-console.ts';
import { say } from './terminal.ts';

export type RunningConsole = {
  readonly core: Core;
  /** The address without a token. */
  readonly url: string;
  /** Opens the console for whoever gets it; works once. */
  readonly signInLink: string;
  close(): Promise<void>;
};

/**
 * Starts the core and serves the console to browsers; the page is built at the same time, when it has to be.
 *
 * @throws OpsdeckError as `startCore` and `serveConsole` do; nothing is left running then.
 */
export async function runConsole(
  config: Config,
  options: Pick<Shell, 'demo' | 'newWorkspaceName' | 'looksAfter'>,
): Promise<RunningConsole> {
  const opened = new AsyncDisposableStack();
  try {
    const leaving = new AbortController();
    opened.defer(() => leaving.abort());
    const building = builtUi(leaving.signal);
    // Its failure is met below; when the core fails first, nobody waits for it any more.
    building.catch(() => undefined);
    const core = opened.adopt(await startCore(config, { kind: 'host', ...options }), (open) => open.close());
    const server = opened.adopt(
      await serveConsole({
        router: core.router,
        caller: core.localOperator,
        logger: core.logger,
        host: config.host,
        port: config.port,
        dataDir: config.dataDir,
        controlSecret: core.instance.controlSecret,
        exportedFile: (id) => core.exportedFile(core.localOperator, id),
        uiFolder: await building,
      }),
      (open) => open.close(),
    );
    await core.instance.publish(server.address.url);
    return {
      core,
      url: server.address.url,
      signInLink: server.createSignInLink(),
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** When the data folder is taken by a running console: says so and offers it. True when that was all there was to do. */
export async function offerRunningConsole(error: unknown, dataDir: string): Promise<boolean> {
  if (!(error instanceof OpsdeckError) || error.code !== 'ALREADY_RUNNING') return false;
  const link = await linkToRunningConsole(dataDir);
  if (link === null) return false;
  say(`${error.message} Opsdeck is already running; open it here:`);
  say(`  ${link}`);
  return true;
}
