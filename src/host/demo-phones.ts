import type { SandboxAccount } from '#sandbox/accounts/account.ts';
import type { Sandbox } from '#sandbox/start-sandbox.ts';
import { say } from './terminal.ts';

/** Long enough to see the QR code, short enough to wait for. The page says that this happens. */
const scanAfterMs = 6_000;
/** One of so many spare accounts has two-step verification. */
const everyFifth = 5;
const password = 'demo';

/**
 * Plays the people who hold the phones of the spare accounts: prints the codes they would read, and scans QR codes, for one
 * account after the other. Every fifth account has the two-step password `demo`.
 */
export async function playPhones(sandbox: Sandbox, spare: readonly SandboxAccount[]): Promise<void> {
  for (const [index, { userId }] of spare.entries()) {
    if (index % everyFifth === everyFifth - 1) await sandbox.setPassword(userId, password, 'the word “demo”');
  }
  // The last one has a password: whoever tries the QR code for the first time is spared that.
  const scanning = spare.slice(0, -1).toReversed();
  let timer: NodeJS.Timeout | undefined;
  sandbox.onNotice((notice) => {
    if (notice.kind === 'code-sent') {
      say(`Telegram’s login code for ${notice.phone}: ${notice.code}`);
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      const [next] = scanning;
      if (next === undefined) return;
      void scan(sandbox, notice.token, next).then((isDone) => {
        if (isDone) scanning.push(...scanning.splice(0, 1));
      });
    }, scanAfterMs);
    timer.unref();
  });
}

/** False when the code was taken back before it could be scanned. */
async function scan(sandbox: Sandbox, token: string, { phone, userId }: SandboxAccount): Promise<boolean> {
  try {
    await sandbox.confirmLoginToken(token, userId);
    say(`The QR code was scanned by ${phone}`);
    return true;
  } catch {
    return false;
  }
}
