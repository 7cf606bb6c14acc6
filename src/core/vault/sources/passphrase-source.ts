import { randomBytes } from 'node:crypto';
import { passphraseProblem, passphraseRules } from '#contract/vault.ts';
import { argon2id, bearable, usualCosts } from '../argon2id.ts';
import { keyUnusable } from '../vault-errors.ts';
import { readIfThere } from './key-file.ts';
import type { KeyDerivation, KeySource } from './key-source.ts';

/** The root key from a passphrase that stands in a file, which only has to be there while the console starts. */
export function passphraseSource(file: string): KeySource {
  function readPassphrase(): string {
    const passphrase = readIfThere(file)
      ?.toString('utf8')
      .replace(/\r?\n$/, '');
    if (passphrase === undefined) throw keyUnusable(file, 'the file with the passphrase does not exist');
    if (passphrase === '') throw keyUnusable(file, 'the file with the passphrase is empty');
    return passphrase;
  }

  async function derive(passphrase: string, derivation: KeyDerivation) {
    if (!bearable(derivation)) {
      throw keyUnusable(file, 'the database asks for a derivation that this console does not do');
    }
    return argon2id(passphrase, Buffer.from(derivation.salt, 'base64'), derivation);
  }

  return {
    kind: 'passphrase',
    place: file,
    notice: null,
    async read(derivation) {
      return derivation === null ? [] : [await derive(readPassphrase(), derivation)];
    },
    async establish() {
      const passphrase = readPassphrase();
      if (passphraseProblem(passphrase) !== null) {
        const { shortest, fewestDifferent } = passphraseRules;
        throw keyUnusable(
          file,
          `the passphrase is too weak: it needs ${shortest} characters, ${fewestDifferent} of them different, and not only digits`,
        );
      }
      const salt = randomBytes(16).toString('base64');
      const derivation: KeyDerivation = { algorithm: 'argon2id', ...usualCosts, salt };
      return { root: await derive(passphrase, derivation), derivation };
    },
    async keep() {},
  };
}
