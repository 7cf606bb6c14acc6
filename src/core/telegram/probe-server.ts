import { connect } from 'node:net';
import { OpsdeckError } from '#contract/errors.ts';
import { dataCentreAddress } from './data-centres.ts';
import type { TelegramServer } from './driver.ts';

/**
 * Resolves when a TCP connection to the server can be made within the deadline; it is closed again at once.
 * Throws `TELEGRAM_UNREACHABLE` otherwise. Says nothing of whether what answers there is Telegram.
 */
export async function probeServer(
  server: TelegramServer,
  options: { readonly deadlineMs: number },
): Promise<void> {
  const { host, port } = dataCentreAddress(server);
  const socket = connect({ host, port });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(options.deadlineMs, () =>
        reject(new Error(`no answer within ${options.deadlineMs} ms`)),
      );
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new OpsdeckError('TELEGRAM_UNREACHABLE', { server: `${host}:${port}`, problem }, { cause: error });
  } finally {
    socket.destroy();
  }
}
