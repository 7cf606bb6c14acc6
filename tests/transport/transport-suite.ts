import { createTRPCUntypedClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AppRouter } from '#contract/router-type.ts';
import type { ServedRouter } from '#core/rpc/app-router.ts';
import type { Caller } from '#core/rpc/caller.ts';
import { callerWith } from './sample-caller.ts';
import { boom, createSampleRouter, type Observed } from './sample-router.ts';

/** A shell that serves a router to one page. */
export type ServedPage = {
  readonly links: TRPCLink<AppRouter>[];
  /** The page goes away without a word: closed, crashed, or cut off. */
  disconnect(): Promise<void>;
  /** The shell is closed. */
  close(): Promise<void>;
  /** All that was logged, as text. */
  readonly log: () => string;
};

export type Serve = (router: ServedRouter, caller: Caller) => Promise<ServedPage>;

type Client = ReturnType<typeof createTRPCUntypedClient<AppRouter>>;
type Failure = TRPCClientError<AppRouter>;

function wasLeftAtOnce(name: string): boolean {
  return name.startsWith('at once');
}

async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!isFailure(outcome)) expect.fail(`not a failure of a call: ${String(outcome)}`);
  return outcome;
}

function isFailure(value: unknown): value is Failure {
  return value instanceof TRPCClientError;
}

/** The same cases for every transport: what the page sees must not depend on the shell it runs in. */
export function transportSuite(name: string, serve: Serve): void {
  describe(name, () => {
    const observed: Observed = { begun: new Set(), ended: new Set() };
    let page: ServedPage;
    let client: Client;

    beforeAll(async () => {
      page = await serve(createSampleRouter(observed), callerWith('admin'));
      client = createTRPCUntypedClient<AppRouter>({ links: page.links });
    });
    afterAll(() => page.close());

    type Heard = { values: unknown[]; events: string[]; error: Failure | null };
    function listen(path: string, input: unknown, signal?: AbortSignal): Heard & { unsubscribe(): void } {
      const heard: Heard = { values: [], events: [], error: null };
      const subscription = client.subscription(path, input, {
        ...(signal === undefined ? {} : { signal }),
        onStarted: () => heard.events.push('started'),
        onData: (value) => heard.values.push(value),
        onStopped: () => heard.events.push('stopped'),
        onComplete: () => heard.events.push('complete'),
        onError(error) {
          heard.events.push('error');
          if (isFailure(error)) heard.error = error;
        },
      });
      return Object.assign(heard, { unsubscribe: () => subscription.unsubscribe() });
    }

    describe('values', () => {
      it.each([
        ['an object', { a: [1, { b: null }], c: '' }],
        ['a list', [[], [1]]],
        ['nothing', undefined],
        ['null', null],
        ['zero', 0],
        ['false', false],
        ['an empty text', ''],
        ['an empty object', {}],
        ['text of every script', 'Grüße, Москва, 東京, 👩‍👩‍👧, \u2028, "\\'],
        ['half a surrogate pair', '\uD83D'],
      ])('carries %s there and back, in queries and in commands', async (_name, value) => {
        expect(await client.query('system.echo', value)).toStrictEqual(value);
        expect(await client.mutation('system.echoByCommand', value)).toStrictEqual(value);
      });

      it('carries nothing as nothing', async () => {
        expect(await client.query('system.nothing')).toBeUndefined();
      });

      it('carries a large answer', async () => {
        const text = await client.query('system.large', { bytes: 2_000_000 });
        expect(text).toBe('ä'.repeat(1_000_000));
      });

      it('carries a large question', async () => {
        const text = 'ö'.repeat(300_000);
        expect(await client.query('system.echo', text)).toBe(text);
      });

      it('drops what the contract does not declare', async () => {
        expect(await client.query('system.declared')).toStrictEqual({ kept: 'yes' });
        const heard = listen('system.declaredStream', undefined);
        await vi.waitFor(() => expect(heard.events).toContain('complete'));
        expect(heard.values).toStrictEqual([{ kept: 'yes' }]);
      });

      it('keeps 100 calls at once apart', async () => {
        const numbers = Array.from({ length: 100 }, (_, index) => index);
        const calls = numbers.map((value) => client.query('system.echo', value));
        expect(await Promise.all(calls)).toEqual(numbers);
      });
    });

    describe('errors', () => {
      it('carries an expected one with its details', async () => {
        const error = await failureOf(client.query('system.failAsExpected'));
        expect(error.message).toBe('VIEW_NAME_TAKEN');
        expect(error.shape).toStrictEqual({
          message: 'VIEW_NAME_TAKEN',
          code: -32603,
          data: {
            code: 'INTERNAL_SERVER_ERROR',
            httpStatus: 409,
            path: 'system.failAsExpected',
            opsdeck: { code: 'VIEW_NAME_TAKEN', details: { name: 'Süß & “schön”' } },
          },
        });
      });

      it.each(['failUnexpectedly', 'returnRubbish'])(
        'raises UNEXPECTED for a bug (%s), with a reference to the log and nothing of its inside',
        async (procedure) => {
          const call =
            procedure === 'failUnexpectedly'
              ? client.mutation(`system.${procedure}`)
              : client.query(`system.${procedure}`);
          const error = await failureOf(call);
          expect(error.data?.opsdeck.code).toBe('UNEXPECTED');
          expect(error.data?.httpStatus).toBe(500);
          expect(JSON.stringify(error.shape)).not.toMatch(/hunter2|stack|\.ts:/);
          await vi.waitFor(() =>
            expect(page.log()).toContain(String(error.data?.opsdeck.details['reference'])),
          );
          if (procedure === 'failUnexpectedly') expect(page.log()).toContain(boom);
        },
      );

      it('raises INVALID_INPUT that names the field', async () => {
        const error = await failureOf(client.query('system.positive', { count: -1 }));
        expect(error.data?.opsdeck.code).toBe('INVALID_INPUT');
        expect(error.data?.opsdeck.details['problem']).toMatch(/^count: /);
        expect(error.data?.httpStatus).toBe(400);
      });

      it('raises INVALID_INPUT for input that is missing', async () => {
        const error = await failureOf(client.query('system.positive'));
        expect(error.data?.opsdeck.code).toBe('INVALID_INPUT');
      });

      it('raises FORBIDDEN for a role without the permission', async () => {
        const other = await serve(createSampleRouter(observed), callerWith('read_only'));
        try {
          const reader = createTRPCUntypedClient<AppRouter>({ links: other.links });
          const error = await failureOf(reader.mutation('system.forAdmins'));
          expect(error.data?.opsdeck).toStrictEqual({
            code: 'FORBIDDEN',
            details: { permission: 'settings:write', role: 'read_only' },
          });
          expect(error.data?.httpStatus).toBe(403);
        } finally {
          await other.close();
        }
        expect(await client.mutation('system.forAdmins')).toBeUndefined();
      });

      it.each(['system.noSuchThing', 'nowhere', '__proto__.toString', 'constructor'])(
        'raises NOT_FOUND for an unknown operation (%s)',
        async (path) => {
          const error = await failureOf(client.query(path));
          expect(error.data?.opsdeck.code).toBe('NOT_FOUND');
          expect(error.data?.httpStatus).toBe(404);
        },
      );
    });

    describe('streams', () => {
      it('arrive in order and end when the core ends them', async () => {
        const heard = listen('system.count', { to: 200 });
        await vi.waitFor(() => expect(heard.events).toContain('complete'));
        expect(heard.values).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
        expect(heard.events).toEqual(['started', 'stopped', 'complete']);
      });

      it('tell an error in the middle after the values before it', async () => {
        const heard = listen('system.countThenFail', { to: 3 });
        await vi.waitFor(() => expect(heard.error).not.toBeNull());
        expect(heard.values).toEqual([1, 2, 3]);
        expect(heard.error?.data?.opsdeck).toEqual({ code: 'NOT_FOUND', details: { what: 'The rest' } });
        expect(heard.error?.data?.httpStatus).toBe(404);
        expect(heard.events).toEqual(['started', 'error']);
      });

      it('tell an error before the first value', async () => {
        const heard = listen('system.failAtOnce', undefined);
        await vi.waitFor(() => expect(heard.error).not.toBeNull());
        expect(heard.error?.data?.opsdeck.code).toBe('UNEXPECTED');
        expect(JSON.stringify(heard.error?.shape)).not.toContain('hunter2');
      });

      it('refuse an input that does not fit', async () => {
        const heard = listen('system.count', { to: 'many' });
        await vi.waitFor(() => expect(heard.error).not.toBeNull());
        expect(heard.error?.data?.opsdeck.code).toBe('INVALID_INPUT');
      });

      it('end in the core when the page unsubscribes, and say nothing more', async () => {
        const heard = listen('system.goOn', 'unsubscribed');
        await vi.waitFor(() => expect(heard.values.length).toBeGreaterThan(2));
        heard.unsubscribe();
        const said = heard.values.length;
        await vi.waitFor(() => expect(observed.ended).toContain('unsubscribed'));
        await client.query('system.nothing');
        expect(heard.values).toHaveLength(said);
        expect(heard.error).toBeNull();
      });

      it('end in the core even if they do not listen to the signal', async () => {
        const heard = listen('system.goOnRegardless', 'regardless');
        await vi.waitFor(() => expect(heard.values.length).toBeGreaterThan(0));
        heard.unsubscribe();
        await vi.waitFor(() => expect(observed.ended).toContain('regardless'));
      });

      it('end in the core when their signal fires', async () => {
        const controller = new AbortController();
        const heard = listen('system.goOn', 'aborted', controller.signal);
        await vi.waitFor(() => expect(heard.values.length).toBeGreaterThan(0));
        controller.abort();
        await vi.waitFor(() => expect(observed.ended).toContain('aborted'));
        expect(heard.events).toEqual(['started', 'complete']);
      });

      it('that are left at once do not go on', async () => {
        for (let round = 0; round < 20; round += 1) listen('system.goOn', `at once ${round}`).unsubscribe();
        await client.query('system.nothing');
        const last = listen('system.count', { to: 1 });
        await vi.waitFor(() => expect(last.events).toContain('complete'));
        await vi.waitFor(() =>
          expect([...observed.ended].filter(wasLeftAtOnce)).toEqual(
            [...observed.begun].filter(wasLeftAtOnce),
          ),
        );
      });

      it('run beside each other', async () => {
        const all = Array.from({ length: 10 }, () => listen('system.count', { to: 20 }));
        await vi.waitFor(() => expect(all.every(({ events }) => events.includes('complete'))).toBe(true));
        for (const { values } of all) expect(values).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      });
    });

    it('ends a running query in the core when the page aborts it', async () => {
      const controller = new AbortController();
      const call = client.query('system.waitForLeave', 'query', { signal: controller.signal });
      const outcome = failureOf(call);
      await vi.waitFor(() => expect(observed.begun).toContain('query'));
      controller.abort();
      const error = await outcome;
      expect(error.cause?.name).toBe('AbortError');
      expect(error.shape).toBeUndefined();
      await vi.waitFor(() => expect(observed.ended).toContain('query'));
    });

    it('does not even ask when the signal has fired before', async () => {
      const call = client.query('system.waitForLeave', 'too late', { signal: AbortSignal.abort() });
      expect((await failureOf(call)).cause?.name).toBe('AbortError');
      expect(observed.begun).not.toContain('too late');
    });

    it('ends streams when the page is gone', async () => {
      const other = await serve(createSampleRouter(observed), callerWith('admin'));
      const visitor = createTRPCUntypedClient<AppRouter>({ links: other.links });
      visitor.subscription('system.goOn', 'page gone', {});
      await vi.waitFor(() => expect(observed.begun).toContain('page gone'));
      await other.disconnect();
      await vi.waitFor(() => expect(observed.ended).toContain('page gone'));
      await other.close();
    });

    it('ends streams and calls when the shell is closed', async () => {
      const other = await serve(createSampleRouter(observed), callerWith('admin'));
      const visitor = createTRPCUntypedClient<AppRouter>({ links: other.links });
      visitor.subscription('system.goOn', 'closed stream', {});
      visitor.query('system.waitForLeave', 'closed call').catch(() => undefined);
      await vi.waitFor(() => expect(observed.begun).toContain('closed stream'));
      await vi.waitFor(() => expect(observed.begun).toContain('closed call'));
      await other.close();
      await vi.waitFor(() => expect(observed.ended).toContain('closed stream'));
      await vi.waitFor(() => expect(observed.ended).toContain('closed call'));
    });
  });
}
