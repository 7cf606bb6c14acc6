import { sql } from 'drizzle-orm';
import { type CheckOutcome, accountFilterSchema } from '#contract/accounts.ts';
import { accountIdSchema, type CheckRunId } from '#contract/ids.ts';
import { usualRetries } from '#core/accounts/checking/retries.ts';
import type { AccountScript } from '#sandbox/accounts/script.ts';
import type { Sandbox } from '#sandbox/start-sandbox.ts';
import { type BenchConsole, openBenchConsole } from './bench-console.ts';
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

/**
 * Checks a pool of which a fifth hangs, is cut off or drips, as a host does: what is not reached is tried again. `ratio` is the
 * time it takes over what the deadlines alone allow: for each attempt that of the accounts that can only end by their deadline,
 * so many at a time, the longest pause between two attempts, and nothing for all the others.
 */
export async function measureFaults(accounts: number): Promise<Figure> {
  const scripts = Array.from({ length: accounts }, (_, index) => scriptAt(index));
  const console = await openBenchConsole({ accounts, concurrency, scripts, deadlineMs });
  try {
    const ids = await accountIds(console);
    // The deadlines are about the network, and not about loading the driver.
    await console.runCheck({ kind: 'ids', ids: ids.slice(0, 1) });
    const { runId, ms } = await console.runCheck({ kind: 'filter', filter: accountFilterSchema.parse({}) });
    const timedOut = await timedOutByAttempt(console, runId);
    const pauseMs = usualRetries.pauseMs * 1.25;
    const deadlinesMs = timedOut.reduce((sum, count) => sum + Math.ceil(count / concurrency) * deadlineMs, 0);
    const allowedMs = deadlinesMs + pauseMs * (usualRetries.attempts - 1);
    const { openSockets, mostAtOnceOfAnyKey } = await settled(console.sandbox);
    return {
      bench: 'pool.faults',
      ratio: rounded(ms / allowedMs),
      ms: rounded(ms),
      allowed_ms: allowedMs,
      allowed: 'deadlines of every attempt + the pause before a retry',
      accounts,
      faulty: Math.floor(accounts / faultEvery),
      timed_out: timedOut.join(' + '),
      attempts: usualRetries.attempts,
      pause_ms: pauseMs,
      misclassified: await misclassified(console, runId),
      open_sockets: openSockets,
      most_at_once_of_a_key: mostAtOnceOfAnyKey,
      concurrency,
      deadline_ms: deadlineMs,
    };
  } finally {
    await console.close();
  }
}

async function accountIds({ core }: BenchConsole) {
  const { rows } = await core.workspace.database.execute<{ id: string }>(
    sql`select id from accounts order by id`,
  );
  return rows.map(({ id }) => accountIdSchema.parse(Number(id)));
}

/** How many ended by their deadline, in the first attempt, in the second, … */
async function timedOutByAttempt({ core }: BenchConsole, runId: CheckRunId): Promise<number[]> {
  const { rows } = await core.workspace.database.execute<{ count: string }>(sql`
    select count(*) from account_checks where run_id = ${runId} and error_code = 'TIMEOUT'
    group by attempt order by attempt`);
  return rows.map(({ count }) => Number(count));
}

async function misclassified({ core }: BenchConsole, runId: CheckRunId): Promise<number> {
  const { rows } = await core.workspace.database.execute<{ outcome: CheckOutcome }>(
    sql`select outcome from account_check_items where run_id = ${runId} order by account_id`,
  );
  return rows.filter(({ outcome }, index) => {
    const expected: CheckOutcome = scriptAt(index).kind === 'active' ? 'active' : 'unreachable';
    return outcome !== expected;
  }).length;
}

function scriptAt(index: number): AccountScript {
  if (index % faultEvery !== faultEvery - 1) return { kind: 'active' };
  return faults[Math.floor(index / faultEvery) % faults.length] ?? { kind: 'silent' };
}

/** The sandbox hears of the last closed socket a moment later; one that stays open is waited for this long. */
async function settled(sandbox: Sandbox) {
  const giveUpAt = performance.now() + 2_000;
  for (;;) {
    const counts = await sandbox.counts();
    if (counts.openSockets === 0 || performance.now() > giveUpAt) return counts;
  }
}
