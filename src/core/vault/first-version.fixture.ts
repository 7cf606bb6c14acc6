/** The vault as the first version wrote it, from scratch: what a database of that time has to be readable as. */
import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Workspace } from '../workspaces/workspace.ts';

export type FirstVersion = {
  encrypt(plaintext: string, purpose: string): Buffer;
  fingerprint(secret: Buffer): Buffer;
};

/** Puts a key file and its proof in place. The workspace must not have been opened by today's vault. */
export async function createFirstVersionVault(workspace: Workspace, keyPath: string): Promise<FirstVersion> {
  const key = randomBytes(32);
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `opsdeck ${use} v1`, 32));
  function encrypt(plaintext: string, purpose: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', derive('encryption'), nonce);
    cipher.setAAD(Buffer.from(purpose));
    const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), body]);
  }
  writeFileSync(keyPath, `${key.toString('hex')}\n`, { mode: 0o600 });
  const proof = encrypt('opsdeck', `${workspace.id}/proof`);
  await workspace.database.execute(
    sql`insert into vault_keys (workspace_id, proof) values (${workspace.id}, ${proof})`,
  );
  return {
    encrypt,
    fingerprint: (secret) => createHmac('sha256', derive('fingerprint')).update(secret).digest(),
  };
}
