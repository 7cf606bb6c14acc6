import { describe, expect, test } from 'vitest';
import { OpsdeckError } from '#contract/errors.ts';
import { backendError } from './backend-error.ts';

const withCode = (code: string, message = 'as the server says') =>
  Object.assign(new Error(message), { code });

describe('backendError', () => {
  test.each([
    ['ECONNREFUSED', 'BACKEND_UNREACHABLE'],
    ['ECONNRESET', 'BACKEND_UNREACHABLE'],
    ['ENOTFOUND', 'BACKEND_UNREACHABLE'],
    ['ETIMEDOUT', 'BACKEND_UNREACHABLE'],
    ['57P01', 'BACKEND_UNREACHABLE'],
    ['57P02', 'BACKEND_UNREACHABLE'],
    ['57P03', 'BACKEND_UNREACHABLE'],
    ['53300', 'BACKEND_UNREACHABLE'],
    ['08006', 'BACKEND_UNREACHABLE'],
    ['28P01', 'BACKEND_REFUSED_CREDENTIALS'],
    ['28000', 'BACKEND_REFUSED_CREDENTIALS'],
    ['3D000', 'BACKEND_REFUSED_CREDENTIALS'],
    ['53100', 'DISK_FULL'],
    ['ENOSPC', 'DISK_FULL'],
  ])('%s is %s', (code, expected) => {
    expect(backendError(withCode(code))?.code).toBe(expected);
  });

  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'The server does not support SSL connections',
  ])('the client’s “%s” is BACKEND_UNREACHABLE', (message) => {
    expect(backendError(new Error(message))?.code).toBe('BACKEND_UNREACHABLE');
  });

  test('names the target, when it is known', () => {
    const failure = backendError(withCode('ECONNREFUSED'), { address: 'db:5432/ops', user: 'ops' });
    expect(failure?.message).toBe('Postgres at db:5432/ops cannot be reached: nothing listens there.');
  });

  test('looks through what wrapped the error, and into each address that was tried', () => {
    const wrapped = new Error('Failed query', { cause: withCode('53100') });
    expect(backendError(wrapped)?.code).toBe('DISK_FULL');
    const tried = new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]);
    expect(backendError(tried)?.code).toBe('BACKEND_UNREACHABLE');
  });

  test('leaves an expected failure as it is', () => {
    const failure = new OpsdeckError('VIEW_NAME_TAKEN', { name: 'mine' });
    expect(backendError(new Error('in a transaction', { cause: failure }))).toBe(failure);
  });

  test.each([
    withCode('23505'),
    withCode('42601'),
    withCode('40001'),
    withCode('57014'),
    new Error('a bug'),
    'text',
  ])('says nothing of %s', (error) => {
    expect(backendError(error)).toBeNull();
  });
});
