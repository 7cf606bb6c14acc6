import type { AppRouter } from '#contract/router-type.ts';
import { operatorIdSchema } from '#contract/ids.ts';
import { randomUUID } from 'node:crypto';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { Sandbox } from '#sandbox/start-sandbox.ts';
import { type Logger, silentLogger } from '../../logging/logger.ts';
import type { Caller } from '../../rpc/caller.ts';
import { serveDomain } from '../../rpc/app-router.ts';
import { createCaller, createRouter } from '../../rpc/trpc.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import { openTelegramDriver } from '../../telegram/open-driver.ts';
import { createAccountEvents } from '../account-events.ts';
import { Flows } from '../sign-in/flows.ts';
import { signInRouter } from '../sign-in/router.ts';
import type { TestPool } from './test-pool.ts';

type Inputs = inferRouterInputs<AppRouter>['signIn'];
type Outputs = inferRouterOutputs<AppRouter>['signIn'];

/** The sign-in procedures as an operator calls them. */
export type SignInCaller = {
  readonly [Name in keyof Inputs]: (input: Inputs[Name]) => Promise<Outputs[Name]>;
};

type Options = {
  readonly mostAtOnce?: number;
  readonly lifetimes?: Parameters<typeof signInRouter>[0]['lifetimes'];
  readonly logger?: Logger;
  /** One that several consoles share; it is not closed with this one. */
  readonly driver?: TelegramDriver;
};

/** A console's sign-ins over a real driver and a real pool. */
export function openTestSignIn(pool: TestPool, sandbox: Sandbox, options: Options = {}) {
  const logger = options.logger ?? silentLogger();
  const driver = options.driver ?? openTelegramDriver({ server: sandbox.server, logger });
  const events = createAccountEvents();
  const flows = new Flows(options.mostAtOnce === undefined ? {} : { mostAtOnce: options.mostAtOnce });
  const router = createRouter({
    signIn: serveDomain(
      'signIn',
      signInRouter({
        workspace: pool.workspace,
        vault: pool.vault,
        driver,
        events,
        logger,
        flows,
        ...(options.lifetimes === undefined ? {} : { lifetimes: options.lifetimes }),
      }),
    ),
  });
  return {
    driver,
    events,
    flows,
    /** With a signal: as over a connection that can be lost. */
    as(caller: Caller = inventOperator(), signal?: AbortSignal): SignInCaller {
      const procedures: Readonly<Record<string, unknown>> = createCaller(router)(
        { caller },
        signal === undefined ? {} : { signal },
      );
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract's type of what `implement` made
      return procedures['signIn'] as SignInCaller;
    },
    async close() {
      await flows.close();
      if (options.driver === undefined) await driver.close();
    },
  };
}

export function inventOperator(name = 'Ann'): Caller {
  return { operatorId: operatorIdSchema.parse(randomUUID()), name, role: 'admin' };
}
