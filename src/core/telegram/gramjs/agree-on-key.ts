import type { AuthKey } from 'telegram/crypto/AuthKey.js';
import { doAuthentication } from 'telegram/network/Authenticator.js';
import type { ConnectionTCPFull } from 'telegram/network/index.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import type { QuietLogger } from './quiet-logger.ts';

/**
 * Connects and agrees with the data centre on a new key; about 100 ms of this thread. Rejects when the other end is not
 * Telegram, and about once in 256 times without any reason: GramJS drops the leading zeros of a key.
 */
export async function agreeOnKey(connection: ConnectionTCPFull, logger: QuietLogger): Promise<AuthKey> {
  await connection.connect();
  const { authKey } = await doAuthentication(new MTProtoPlainSender(connection, logger), logger);
  return authKey;
}
