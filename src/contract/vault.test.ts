import { describe, expect, it } from 'vitest';
import { passphraseProblem, vaultContract } from './vault.ts';

describe('a passphrase for an export', () => {
  it.each([
    ['', 'short'],
    ['only fifteen ch', 'short'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'monotonous'],
    ['abababababababababababab', 'monotonous'],
    ['1234567890123456', 'digits'],
    ['+49 151 123456789', 'digits'],
    ['x1'.repeat(1_000), 'long'],
    ['correct horse battery', null],
    ['пароль-длинный-и-крепкий', null],
    ['8302 9174 5566 0123 9872 3345', 'digits'],
  ])('“%s” is %s', (passphrase, problem) => {
    expect(passphraseProblem(passphrase)).toBe(problem);
    const { success } = vaultContract.beginExport.input.safeParse({ passphrase });
    expect(success).toBe(problem === null);
  });

  it('is not repeated by the error about it', () => {
    const { error } = vaultContract.beginExport.input.safeParse({ passphrase: 'hunter2' });
    expect(JSON.stringify(error?.issues)).not.toContain('hunter2');
  });
});
