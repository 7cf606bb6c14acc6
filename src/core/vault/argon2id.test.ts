import { describe, expect, it } from 'vitest';
import { argon2id, bearable, inJavaScript, usualCosts } from './argon2id.ts';

const cheap = { memoryKib: 8_192, passes: 1, parallelism: 2 };
const salt = Buffer.alloc(16, 7);

describe('argon2id', () => {
  it('is the same from Node and from the stand-in that Electron needs', async () => {
    const stoodIn = await inJavaScript(Buffer.from('correct horse'), salt, cheap);
    expect(await argon2id('correct horse', salt, cheap)).toEqual(stoodIn);
  });

  it('knows a passphrase however its letters were typed', async () => {
    expect(await argon2id('caf\u00e9', salt, cheap)).toEqual(await argon2id('cafe\u0301', salt, cheap));
    expect(await argon2id('cafe', salt, cheap)).not.toEqual(await argon2id('caf\u00e9', salt, cheap));
  });

  it('refuses costs that a file from elsewhere could use to stop this machine, or to weaken the key', () => {
    expect(bearable(usualCosts)).toBe(true);
    expect(bearable({ ...usualCosts, memoryKib: 2 ** 31 })).toBe(false);
    expect(bearable({ ...usualCosts, passes: 1e6 })).toBe(false);
    expect(bearable({ ...usualCosts, memoryKib: 8 })).toBe(false);
    expect(bearable({ ...usualCosts, parallelism: Number.NaN })).toBe(false);
  });
});
