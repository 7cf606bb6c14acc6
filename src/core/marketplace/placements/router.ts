import { placementsContract } from '#contract/placements.ts';
import { instant } from '#contract/time.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { operatorActor } from '../actor.ts';
import { checkNow } from './commands/check-now.ts';
import { setPost } from './commands/set-post.ts';
import { placementOfOrder } from './queries/placement-of-order.ts';

/** Looks at posts: evidence from the local copy, and looks that are wanted at once. */
export function placementsRouter(workspace: Workspace, cache: Cache) {
  return implement(placementsContract, {
    ofOrder: ({ input }) => placementOfOrder(cache, input.orderId),
    checkNow: ({ input: { key, orderId }, caller }) =>
      answerOnce(
        workspace,
        placementsContract.checkNow.output,
        { command: 'placements.checkNow', key, caller },
        async (transaction) => {
          const now = new Date();
          await checkNow(transaction, workspace, orderId, now);
          return { dueAt: instant(now) };
        },
      ),
    setPost: ({ input: { key, ...input }, caller }) =>
      answerOnce(
        workspace,
        placementsContract.setPost.output,
        { command: 'placements.setPost', key, caller },
        (transaction) => setPost(transaction, workspace, operatorActor(caller), input, new Date()),
      ),
  });
}
