import { inTransaction } from '../../../backend/transaction.ts';
import { type BackgroundLoop, startBackgroundLoop } from '../../../background/background-loop.ts';
import type { Logger } from '../../../logging/logger.ts';
import type { PoolReader } from '../../../telegram/pool-reader.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { recordLook } from '../commands/record-look.ts';
import { claimPlacement, enrolPublished, releasePlacement } from './claim-placement.ts';
import { lookAtPost } from './look-at-post.ts';

type Dependencies = {
  readonly workspace: Workspace;
  readonly reader: PoolReader;
  readonly logger: Logger;
};

type Options = {
  /** How often an idle host looks for posts whose time has come, in milliseconds. */
  readonly pollMs?: number;
  /** Looks at the same time on one host; the pool's pace says how soon one follows the other. */
  readonly atOnce?: number;
  /** Nothing is looked at before it resolves: what there is to see is still being put there (the demo). */
  readonly after?: Promise<unknown>;
};

const usual = { pollMs: 3_000, atOnce: 3 };
const longestPauseMs = 60_000;
const enrolEveryMs = 15_000;

/**
 * Looks at published posts when it is time. What is due stands in the database, each look under a claim: several hosts never make
 * one twice, and what a killed host had in hand is free again after two minutes. While no account can look, or Telegram has
 * told all of them to wait, nothing is recorded, and what is due stays due.
 */
export function startPlacementRunner(
  { workspace, reader, logger }: Dependencies,
  options: Options = {},
): BackgroundLoop {
  const { pollMs, atOnce } = { ...usual, ...options };
  let enrolledAt = Number.NEGATIVE_INFINITY;
  let waitUntil = 0;
  let mayBegin = options.after === undefined;
  options.after?.then(
    () => (mayBegin = true),
    () => undefined,
  );

  async function enrol(): Promise<void> {
    const now = Date.now();
    if (now - enrolledAt < Math.min(enrolEveryMs, pollMs * 5)) return;
    enrolledAt = now;
    await enrolPublished(workspace);
  }

  /** False when nothing was due, or nobody can look. */
  async function next(): Promise<boolean> {
    if (Date.now() < waitUntil) return false;
    await enrol();
    const claimed = await claimPlacement(workspace);
    if (claimed === null) return false;
    const look = await lookAtPost(reader, claimed);
    if (look.kind === 'nobody') {
      waitUntil = Math.min(look.until, Date.now() + longestPauseMs);
      await releasePlacement(workspace, claimed);
      return false;
    }
    const recorded = await inTransaction(workspace.database, (transaction) =>
      recordLook(transaction, workspace, claimed, look.reading, new Date()),
    );
    const { orderId } = claimed;
    logger.info({ orderId, outcome: look.reading.outcome, recorded }, 'a post was looked at');
    return true;
  }

  return startBackgroundLoop({
    name: 'looking at posts',
    logger,
    atOnce,
    afterFailureMs: pollMs,
    step: async () => (mayBegin && (await next()) ? 0 : pollMs),
  });
}
