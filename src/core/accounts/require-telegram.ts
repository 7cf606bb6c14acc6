import { OpsdeckError } from '#contract/errors.ts';
import type { TelegramConfig } from '../config/config.ts';
import { probeServer } from '../telegram/probe-server.ts';

/** Long enough for a slow line, short enough for somebody who has just pressed a button. */
const probeDeadlineMs = 4_000;

/**
 * Passes when Telegram can be reached at all: a check that would find a thousand accounts unreachable is better not begun.
 *
 * @throws OpsdeckError TELEGRAM_NOT_CONFIGURED, TELEGRAM_UNREACHABLE
 */
export async function requireTelegram(telegram: TelegramConfig): Promise<void> {
  if (telegram.kind === 'not-configured') throw new OpsdeckError('TELEGRAM_NOT_CONFIGURED', {});
  await probeServer(telegram, { deadlineMs: probeDeadlineMs });
}
