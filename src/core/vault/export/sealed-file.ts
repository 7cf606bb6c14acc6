import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { argon2id, type Argon2Costs, bearable, usualCosts } from '../argon2id.ts';
import { decrypt, deriveKey, encrypt, type SecretKey } from '../cipher.ts';
import { exportUnreadable } from '../vault-errors.ts';

/**
 * A file of records that only a passphrase opens: one line of JSON that says what it is (`Head`), then one line of base64 per
 * chunk (`nonce | tag | ciphertext` of a JSON array). Each chunk is authenticated together with the head and its place, so
 * that nothing in the file can be changed, left out, repeated or moved without being noticed. docs/vault.md describes it.
 */
const format = 'opsdeck-sessions';
const version = 1;
const longestHead = 4_096;
const keyUse = 'opsdeck export v1';
const checkUse = 'opsdeck export check v1';

const headSchema = z.object({
  format: z.literal(format),
  version: z.int(),
  createdAt: z.string(),
  accounts: z.int().nonnegative(),
  chunks: z.int().positive().max(1_000_000),
  derivation: z.object({
    algorithm: z.literal('argon2id'),
    memoryKib: z.int(),
    passes: z.int(),
    parallelism: z.int(),
    salt: z.base64(),
  }),
  /** Tells a wrong passphrase from a damaged file. */
  check: z.base64(),
});

type Shape = { readonly accounts: number; readonly chunks: number; readonly createdAt: Date };

export type SealedFile = {
  /** The first line, with its end. */
  readonly head: string;
  /** The line of one chunk, with its end. Made twice it is another text, and as good. */
  chunk(index: number, records: readonly unknown[]): string;
};

export async function createSealedFile(
  passphrase: string,
  { accounts, chunks, createdAt }: Shape,
  costs: Argon2Costs = usualCosts,
): Promise<SealedFile> {
  const salt = randomBytes(16);
  const root = await argon2id(passphrase, salt, costs);
  const head = JSON.stringify({
    format,
    version,
    createdAt: createdAt.toISOString(),
    accounts,
    chunks,
    derivation: { algorithm: 'argon2id', ...costs, salt: salt.toString('base64') },
    check: checkOf(root).toString('base64'),
  } satisfies z.input<typeof headSchema>);
  return {
    head: `${head}\n`,
    chunk(index, records) {
      const plaintext = Buffer.from(JSON.stringify(records));
      const sealed = encrypt(deriveKey(root, keyUse), plaintext, contextOf(head, index));
      return `${sealed.toString('base64')}\n`;
    },
  };
}

/**
 * All records of such a file, in order.
 *
 * @throws OpsdeckError when it is no such file, is of a newer version, was changed or cut off, or the passphrase is wrong;
 * nothing of it is returned then.
 */
export async function readSealedFile(text: string, passphrase: string): Promise<unknown[]> {
  const [first = '', ...lines] = text.split(/\r?\n/);
  const head = parseHead(first);
  const root = await argon2id(passphrase, Buffer.from(head.derivation.salt, 'base64'), head.derivation);
  if (!checkOf(root).equals(Buffer.from(head.check, 'base64'))) {
    throw exportUnreadable('the passphrase is not the one this file was made with');
  }
  while (lines.at(-1) === '') lines.pop();
  if (lines.length < head.chunks) throw exportUnreadable('the end of the file is missing');
  if (lines.length > head.chunks) throw exportUnreadable('something was added to the file');
  const records = lines.flatMap((line, index) => readChunk(root, first, line, index));
  if (records.length !== head.accounts) throw damaged();
  return records;
}

function parseHead(line: string): z.output<typeof headSchema> {
  const head = line.length > longestHead ? null : parseJson(line);
  if (!z.object({ format: z.literal(format) }).safeParse(head).success) {
    throw exportUnreadable('it is not a file of exported sessions');
  }
  const parsed = headSchema.safeParse(head);
  if (!parsed.success) throw damaged();
  if (parsed.data.version !== version) throw exportUnreadable('a newer Opsdeck made the file');
  if (!bearable(parsed.data.derivation)) throw damaged();
  return parsed.data;
}

function readChunk(root: SecretKey, head: string, line: string, index: number): unknown[] {
  const opened = decrypt(deriveKey(root, keyUse), Buffer.from(line, 'base64'), contextOf(head, index));
  const records = opened === null ? null : parseJson(opened.toString('utf8'));
  if (!Array.isArray(records)) throw damaged();
  return records;
}

function contextOf(head: string, index: number): Buffer {
  const place = Buffer.alloc(4);
  place.writeUInt32BE(index);
  return Buffer.concat([createHash('sha256').update(head).digest(), place]);
}

function checkOf(root: SecretKey): Buffer {
  return deriveKey(root, checkUse).subarray(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message repeats a part of the text.
    return null;
  }
}

function damaged() {
  return exportUnreadable('the file was damaged or changed');
}
