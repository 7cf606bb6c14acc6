import { expect, it } from 'vitest';
import { describeFault } from './describe-fault.ts';
import { HandshakeFailed } from './handshake/handshake-failed.ts';

function failWithSecret(): never {
  throw new TypeError('the code 48213 is\n    at secret (secret.ts:1:2)\nno number');
}

it('says what failed and where, and nothing of the values', () => {
  try {
    failWithSecret();
  } catch (error) {
    const text = describeFault(new Error('hunter2', { cause: error }));
    expect(text).toMatch(
      /^Error at .*describe-fault\.test\.ts:\d+.*; caused by TypeError at failWithSecret describe-fault\.test\.ts:\d+/,
    );
    expect(text).not.toMatch(/48213|secret\.ts|hunter2/);
  }
});

it('keeps codes of the system and messages of ours', () => {
  expect(describeFault(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toMatch(
    /^Error ECONNRESET at /,
  );
  expect(describeFault(Object.assign(new Error('x'), { code: '48213' }))).not.toContain('48213');
  expect(describeFault(new HandshakeFailed('no offer'))).toMatch(/^HandshakeFailed no offer at /);
  expect(describeFault('48213')).toBe('string');
});
