import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { redactingLogger } from './logger.ts';
import { redact } from './redaction.ts';

function linesOf(write: (logger: ReturnType<typeof redactingLogger>) => void): string {
  let text = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(redactingLogger('debug', sink));
  return text;
}

const session = `1${'AbC9_-'.repeat(58)}=`;

describe('the log', () => {
  it.each([
    ['a member', { session: 'short-secret' }],
    ['a nested member', { request: { body: { twoStepPassword: 'short-secret' } } }],
    ['a header', { headers: { authorization: 'Bearer short-secret', cookie: 'short-secret' } }],
    ['a login code', { code: '48213' }],
  ])('hides a secret in %s', (_where, context) => {
    const text = linesOf((logger) => logger.info(context, 'something'));
    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/short-secret|48213/);
  });

  it('hides secrets inside messages, errors and their causes', () => {
    const text = linesOf((logger) => {
      const cause = new Error(`connect failed: postgres://ann:hunter2@db.example/opsdeck`);
      logger.error({ err: new Error(`refused ${session}`, { cause }) }, `for +9996612345678`);
    });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(session);
    expect(text).not.toContain('9996612345678');
    expect(text).toContain('db.example');
  });

  it('keeps error names, IDs and digests readable, and stays JSON', () => {
    const context = {
      code: 'ECONNREFUSED',
      runId: '0190f2c4-5b7e-7cc0-8a55-1f2e3d4c5b6a',
      sha: 'a'.repeat(64),
    };
    const line = redact(JSON.stringify(context));
    expect(JSON.parse(line)).toEqual(context);
    expect(JSON.parse(redact(JSON.stringify({ password: 'with "quotes" and \\ inside' })))).toEqual({
      password: '[redacted]',
    });
  });

  it('hides the values of a failed statement and keeps its text and stack', () => {
    const error = new Error('Failed query: insert into "notes" values ($1)\nparams: my "private" note,42');
    const text = linesOf((logger) => logger.error({ err: error }, 'failed'));
    expect(text).not.toContain('private');
    expect(text).toContain('insert into');
    expect(text).toMatch(/redaction\.test\.ts/);
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  it('hides one-time tokens in addresses', () => {
    expect(redact('GET /sign-in?token=abcdef HTTP/1.1')).toBe('GET /sign-in?token=[redacted] HTTP/1.1');
  });
});
