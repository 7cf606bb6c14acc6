import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { command, query, stream, type DomainContract } from '#contract/procedure.ts';
import { createAppRouter, type ServedRouter } from '#core/rpc/app-router.ts';
import { implement } from '#core/rpc/implement.ts';

/** Everything a transport can get wrong, as procedures. */
const sampleContract = {
  echo: query({ permission: 'system:read', input: z.json().optional(), output: z.json().optional() }),
  echoByCommand: command({
    permission: 'system:read',
    input: z.json().optional(),
    output: z.json().optional(),
  }),
  nothing: query({ permission: 'system:read', input: z.void(), output: z.void() }),
  large: query({
    permission: 'system:read',
    input: z.object({ bytes: z.int() }),
    output: z.string(),
  }),
  declared: query({ permission: 'system:read', input: z.void(), output: z.object({ kept: z.string() }) }),
  failAsExpected: query({ permission: 'system:read', input: z.void(), output: z.void() }),
  failUnexpectedly: command({ permission: 'system:read', input: z.void(), output: z.void() }),
  returnRubbish: query({ permission: 'system:read', input: z.void(), output: z.number() }),
  forAdmins: command({ permission: 'settings:write', input: z.void(), output: z.void() }),
  positive: query({
    permission: 'system:read',
    input: z.object({ count: z.int().positive() }),
    output: z.number(),
  }),
  waitForLeave: query({ permission: 'system:read', input: z.string(), output: z.void() }),
  count: stream({ permission: 'system:read', input: z.object({ to: z.int() }), output: z.int() }),
  countThenFail: stream({ permission: 'system:read', input: z.object({ to: z.int() }), output: z.int() }),
  failAtOnce: stream({ permission: 'system:read', input: z.void(), output: z.int() }),
  goOn: stream({ permission: 'system:read', input: z.string(), output: z.int() }),
  goOnRegardless: stream({ permission: 'system:read', input: z.string(), output: z.int() }),
  declaredStream: stream({
    permission: 'system:read',
    input: z.void(),
    output: z.object({ kept: z.string() }),
  }),
} as const satisfies DomainContract;

/** What happened inside the procedures, by the name the test gave. */
export type Observed = { readonly begun: Set<string>; readonly ended: Set<string> };

export const boom = 'a bug that says hunter2';

export function createSampleRouter(observed: Observed): ServedRouter {
  const sample = implement(sampleContract, {
    echo: async ({ input }) => input,
    echoByCommand: async ({ input }) => input,
    nothing: async () => undefined,
    large: async ({ input }) => 'ä'.repeat(input.bytes / 2),
    declared: async () => ({ kept: 'yes', secret: 'no' }),
    failAsExpected: async () => {
      throw new OpsdeckError('VIEW_NAME_TAKEN', { name: 'Süß & “schön”' });
    },
    failUnexpectedly: async () => {
      throw new Error(boom);
    },
    returnRubbish: async () => Number.NaN,
    forAdmins: async () => undefined,
    positive: async ({ input }) => input.count,
    async waitForLeave({ input, signal }) {
      observed.begun.add(input);
      try {
        await wait(60_000, undefined, signal === undefined ? {} : { signal });
      } finally {
        observed.ended.add(input);
      }
    },
    async *count({ input }) {
      for (let value = 1; value <= input.to; value += 1) yield value;
    },
    async *countThenFail({ input }) {
      for (let value = 1; value <= input.to; value += 1) yield value;
      throw new OpsdeckError('NOT_FOUND', { what: 'The rest' });
    },
    // eslint-disable-next-line require-yield -- what fails before it begins
    async *failAtOnce() {
      throw new Error(boom);
    },
    async *goOn({ input, signal }) {
      observed.begun.add(input);
      try {
        for (let value = 1; ; value += 1) {
          yield value;
          await wait(5, undefined, signal === undefined ? {} : { signal });
        }
      } finally {
        observed.ended.add(input);
      }
    },
    async *goOnRegardless({ input }) {
      observed.begun.add(input);
      try {
        for (let value = 1; ; value += 1) {
          yield value;
          await wait(5);
        }
      } finally {
        observed.ended.add(input);
      }
    },
    async *declaredStream() {
      yield { kept: 'yes', secret: 'no' };
    },
  });
  return createAppRouter({
    accountImport: {},
    accounts: {},
    analytics: {},
    commission: {},
    customers: {},
    channels: {},
    listings: {},
    marketplace: {},
    metrics: {},
    risk: {},
    exports: {},
    reports: {},
    disputes: {},
    placements: {},
    settings: {},
    signIn: {},
    sqlConsole: {},
    sync: {},
    system: sample,
    vault: {},
    verification: {},
    views: {},
  });
}
