import { describe, expect, it } from 'vitest';
import { TRPCClientError } from '@trpc/client';
import { reportUnexpectedErrorsTo } from './error-reference.ts';
import { toConsoleError } from './errors.ts';

const wire = (opsdeck: unknown): TRPCClientError<never> =>
  TRPCClientError.from({ error: { message: 'x', code: -32600, data: { code: 'BAD_REQUEST', opsdeck } } });

describe('toConsoleError', () => {
  it('takes the code and the details the core sent', () => {
    expect(toConsoleError(wire({ code: 'NOT_FOUND', details: { what: 'Account 7' } }))).toEqual({
      code: 'NOT_FOUND',
      details: { what: 'Account 7' },
    });
  });

  it('drops details that cannot be printed', () => {
    expect(toConsoleError(wire({ code: 'NOT_FOUND', details: { what: { html: '<b>' } } })).details).toEqual(
      {},
    );
  });

  it('takes silence for a console that is away', () => {
    expect(toConsoleError(TRPCClientError.from(new TypeError('Failed to fetch'))).code).toBe(
      'CONSOLE_UNREACHABLE',
    );
  });

  it('takes code that does not arrive for a console that is away', () => {
    const missing = new TypeError(
      'Failed to fetch dynamically imported module: http://127.0.0.1/assets/page.js',
    );
    expect(toConsoleError(missing).code).toBe('CONSOLE_UNREACHABLE');
  });

  it('takes a bare 401 for not being signed in', () => {
    const refused = TRPCClientError.from(new Error('no JSON'), { meta: { response: { status: 401 } } });
    expect(toConsoleError(refused).code).toBe('NOT_SIGNED_IN');
  });

  it('reports anything else once, under the reference that is shown', () => {
    const reported: string[] = [];
    reportUnexpectedErrorsTo((_error, reference) => reported.push(reference));
    const error = new Error('bug');
    const first = toConsoleError(error);
    expect(first.code).toBe('UNEXPECTED');
    expect(toConsoleError(error)).toEqual(first);
    expect(reported).toEqual([first.details['reference']]);
  });

  it('does not trust a code that is not in the catalogue', () => {
    expect(toConsoleError(wire({ code: 'constructor', details: {} })).code).toBe('UNEXPECTED');
  });
});
