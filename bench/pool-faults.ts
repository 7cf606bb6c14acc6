import pino from 'pino';
import type { CheckOutcome } from '#contract/accounts.ts';
import { openTelegramDriver } from '#core/telegram/open-driver.ts';
import type { AccountScript } from '#sandbox/accounts/script.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import type { Figure } from './run.ts';
import { rounded } from './statistics.ts';

const concurrency = 16;
const deadlineMs = 2_000;

/** Every fifth account, in turns: hangs, is cut off, drips. */
const faults: readonly AccountScript[] = [
  { kind: 'silent' },
  { kind: 'reset', afterBytes: 0 },
  { kind: 'drip', everyMs: 50 },
  { kind: 'cut', afterBytes: 60 },
];
const faultEvery = 5;

type Tally = { readonly misclassified: number; readonly timedOut: number };

/**
 * Checks a pool of which a fifth hangs, is cut off or drips. `ratio` is the time it takes over what the deadlines alone
 * allow: that of the accounts that can only end by their deadline, so many at a time, and nothing for all the others.
 */
export async function measureFaults(accounts: number): Promise<Figure> {
  const scripts = Array.from({ length: accounts }, (_, index) => scriptAt(index));
  const sandbox = await startSandbox({ count: accounts, scripts });
  const driver = openTelegramDriver({ server: sandbox.server, logger: pino({ level: 'silent' }) });
  try {
    // The deadlines are about the network, and not about loading the driver.
    await driver.checkAccount(sessionAt(sandbox, 0), { deadlineMs: 60_000 });
    const startedAt = performance.now();
    const { misclassified, timedOut } = await checkAll(sandbox, (session) =>
      driver.checkAccount(session, { deadlineMs }),
    );
    const ms = performance.now() - startedAt;
    const allowedMs = Math.ceil(timedOut / concurrency) * deadlineMs;
    const { openSockets, mostAtOnceOfAnyKey } = await settled(sandbox);
    return {
      bench: 'pool.faults',
      ratio: rounded(ms / allowedMs),
      ms: rounded(ms),
      allowed_ms: allowedMs,
      accounts,
      faulty: Math.floor(accounts / faultEvery),
      timed_out: timedOut,
      misclassified,
      open_sockets: openSockets,
      most_at_once_of_a_key: mostAtOnceOfAnyKey,
      concurrency,
      deadline_ms: deadlineMs,
    };
  } finally {
    await driver.close();
    await sandbox.stop();
  }
}

type Check = (session: Sandbox['accounts'][number]['session']) => Promise<{
  readonly outcome: CheckOutcome;
  readonly errorCode: string | null;
}>;

async function checkAll(sandbox: Sandbox, check: Check): Promise<Tally> {
  let misclassified = 0;
  let timedOut = 0;
  const queue = sandbox.accounts.entries();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const [index, { session }] of queue) {
        const { outcome, errorCode } = await check(session);
        if (errorCode === 'TIMEOUT') timedOut += 1;
        const expected: CheckOutcome = scriptAt(index).kind === 'active' ? 'active' : 'unreachable';
        if (outcome !== expected) misclassified += 1;
      }
    }),
  );
  return { misclassified, timedOut };
}

function scriptAt(index: number): AccountScript {
  if (index % faultEvery !== faultEvery - 1) return { kind: 'active' };
  return faults[Math.floor(index / faultEvery) % faults.length] ?? { kind: 'silent' };
}

function sessionAt(sandbox: Sandbox, index: number): Sandbox['accounts'][number]['session'] {
  const account = sandbox.accounts[index];
  if (account === undefined) throw new Error('the sandbox has too few accounts');
  return account.session;
}

/** The sandbox hears of the last closed socket a moment later; one that stays open is waited for this long. */
async function settled(sandbox: Sandbox) {
  const giveUpAt = performance.now() + 2_000;
  for (;;) {
    const counts = await sandbox.counts();
    if (counts.openSockets === 0 || performance.now() > giveUpAt) return counts;
  }
}
