import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { expect } from 'vitest';
import { z } from 'zod';
import { readSessionExport } from '#core/accounts/commands/export-sessions.ts';
import { inventSession } from '#core/accounts/testing/test-pool.ts';
import { decodeSession } from '#core/telegram/session-string.ts';
import { drawIdentityCard } from '#sandbox/documents/draw-document.ts';
import type { Sandbox } from '#sandbox/start-sandbox.ts';

/** Calls a command of the console as its page does; failures come back as the page gets them, not as exceptions. */
export type Command = (procedure: string, input?: unknown) => Promise<Record<string, unknown>>;

/** What is given to a console, and must turn up nowhere that it writes or says. */
export type PlantedSecrets = {
  readonly session: string;
  readonly damagedSession: string;
  readonly unstoredSession: string;
  readonly password: string;
  readonly passphrase: string;
  /** Words within a document of a customer. */
  readonly document: string;
};

export function plantSecrets(): PlantedSecrets {
  return {
    session: inventSession(),
    damagedSession: `${inventSession().slice(0, -9)}!`,
    unstoredSession: inventSession(),
    password: 'correct horse battery planted',
    passphrase: 'planted under a tree by the river',
    document: 'planted in the passport of somebody',
  };
}

/** Every form in which a session could turn up: the string, and its key in the usual encodings. */
function formsOf(session: string): string[] {
  const { authKey } = decodeSession(session);
  return [
    session,
    session.slice(20, 120),
    ...(['hex', 'base64', 'base64url'] as const).map((as) => authKey.toString(as)),
  ];
}

/** Every form in which bytes could turn up: as they are, in hexadecimal digits, and in base64 wherever they begin in it. */
function formsOfBytes(bytes: Buffer): string[] {
  const inBase64 = [0, 1, 2].map((skip) => {
    const groups = Math.floor((bytes.length - skip) / 3);
    return bytes.subarray(skip, skip + groups * 3).toString('base64');
  });
  return [bytes.toString('latin1'), bytes.toString('hex'), ...inBase64];
}

export type UsedConsole = { readonly phone: string; readonly code: string; readonly exported: string };

const begunSchema = z.object({ exportId: z.string(), chunks: z.number(), head: z.string() });

/**
 * Gives a console all of them: a pasted session and a damaged one; a sign-in by phone with a wrong code and a wrong
 * password before the right ones; an export of the sessions, the file of which it returns.
 */
export async function useConsole(
  command: Command,
  sandbox: Sandbox,
  { session, damagedSession, password, passphrase }: PlantedSecrets,
): Promise<UsedConsole> {
  const [someone] = sandbox.accounts;
  if (someone === undefined) throw new Error('the sandbox has no account');
  const { phone } = someone;
  await sandbox.setPassword(someone.userId, password, 'a hint');
  expect(await command('accounts.add', { session })).toHaveProperty('id');
  await command('accounts.add', { session: damagedSession });

  const { signInId } = await command('signIn.startPhone', { phone });
  const code = await sandbox.readLoginCode(phone);
  await command('signIn.submitCode', { signInId, code: code === '99998' ? '99997' : '99998' });
  expect(await command('signIn.submitCode', { signInId, code })).toMatchObject({ kind: 'password-needed' });
  await command('signIn.submitPassword', { signInId, password: `${password}, wrong` });
  expect(await command('signIn.submitPassword', { signInId, password })).toMatchObject({ kind: 'signed-in' });

  const { exportId, chunks, head } = begunSchema.parse(await command('vault.beginExport', { passphrase }));
  let exported = head;
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    exported += z.string().parse((await command('vault.exportChunk', { exportId, chunk }))['text']);
  }
  const read = await readSessionExport(exported, passphrase);
  expect(read.map((account) => account.session)).toContain(session);
  return { phone, code, exported };
}

/**
 * Hands in documents of a customer: a fake, which is refused, one that is never finished, and one that is reviewed and looked at with
 * `look`. Only what that answers may have what was planted.
 */
export async function useVerification(
  command: Command,
  look: Command,
  customerId: number,
  { document }: PlantedSecrets,
): Promise<void> {
  const { id } = await command('verification.open', {
    key: randomUUID(),
    customerId,
    kind: 'identity',
    label: null,
    priority: 'normal',
  });
  const begin = (bytes: Buffer) =>
    command('verification.beginDocument', { key: randomUUID(), id, kind: 'passport', size: bytes.length });
  const append = (documentId: unknown, bytes: Buffer) =>
    command('verification.appendDocument', { documentId, offset: 0, base64: bytes.toString('base64') });
  const good = drawIdentityCard('planted', document);
  const fake = Buffer.concat([good, Buffer.from(`<script >${document}</script>`)]);
  const refused = await begin(fake);
  await append(refused['documentId'], fake);
  await command('verification.finishDocument', refused);
  await append((await begin(good))['documentId'], good);
  const { documentId } = await begin(good);
  await append(documentId, good);
  expect(await command('verification.finishDocument', { documentId })).toEqual({ documentId });
  await command('verification.claim', { key: randomUUID(), id, version: 2 });
  const seen = await look('verification.viewDocument', { documentId });
  expect(Buffer.from(z.string().parse(seen['base64']), 'base64').equals(good)).toBe(true);
  await command('verification.reject', {
    key: randomUUID(),
    id,
    version: 3,
    rejection: 'altered',
    reason: '',
  });
  expect(await command('verification.request', { id })).toMatchObject({ state: 'rejected', documents: 1 });
}

/** Searches the texts for everything that was planted. */
export function expectNoSecrets(
  texts: Readonly<Record<string, string>>,
  { session, damagedSession, unstoredSession, password, passphrase, document }: PlantedSecrets,
  code: string,
): void {
  const secrets = [
    ...formsOf(session),
    ...formsOf(unstoredSession),
    ...formsOfBytes(Buffer.from(document)),
    damagedSession,
    password,
    passphrase,
  ];
  for (const [where, text] of Object.entries(texts)) {
    expect(text.length, `the ${where} is empty`).toBeGreaterThan(0);
    for (const secret of secrets) expect(text.includes(secret), `a secret in the ${where}`).toBe(false);
    expect(new RegExp(`(?<![\\w.])${code}(?![\\w.])`).test(text), `the code in the ${where}`).toBe(false);
  }
}

/** Every row of every table, as text. */
export async function dumpDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

/** Every file of a data folder, byte by byte: the local copy, what waits to be sent, the logs. */
export function readDataFolder(dataDir: string): string {
  return globSync('**/*', { cwd: dataDir, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** Everything in the log files of a data folder. */
export function readLogs(dataDir: string): string {
  return globSync('logs/**/*', { cwd: dataDir, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
