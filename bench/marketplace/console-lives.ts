import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { operatorIdSchema, orderIdSchema, workspaceIdSchema } from '#contract/ids.ts';
import { marketplaceContract } from '#contract/marketplace/contract.ts';
import type { OrderMoveName } from '#contract/marketplace/order-moves.ts';
import { commandKeySchema } from '#contract/outbox.ts';
import { operatorActor } from '#core/marketplace/actor.ts';
import { moveOrderIn } from '#core/marketplace/orders/commands/move-order.ts';
import type { Caller } from '#core/rpc/caller.ts';
import { answerOnce } from '#core/sync/outbox/apply-once.ts';
import type { Workspace } from '#core/workspaces/workspace.ts';
import type { Lives } from './pgbench-lives.ts';

const life: readonly OrderMoveName[] = ['submit', 'confirm', 'publish', 'complete'];

/** Whole lives of orders by the console's command, each operator their own orders. Milliseconds in all, and of each move. */
export async function consoleLives(lives: Lives): Promise<{ ms: number; moves: number[] }> {
  const pool = new Pool({ ...lives.config, max: lives.clients });
  const workspace: Workspace = {
    id: workspaceIdSchema.parse(lives.workspaceId),
    database: drizzle({ client: pool }),
  };
  const warm = await Promise.all(Array.from({ length: lives.clients }, () => pool.connect()));
  for (const client of warm) client.release();
  const moves: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: lives.clients }, (_, place) => operate(workspace, lives, place, moves)),
  );
  const ms = performance.now() - startedAt;
  await pool.end();
  return { ms, moves };
}

async function operate(workspace: Workspace, lives: Lives, place: number, moves: number[]): Promise<void> {
  const caller: Caller = {
    operatorId: operatorIdSchema.parse(randomUUID()),
    name: `Operator ${place + 1}`,
    role: 'admin',
  };
  for (let turn = 0; turn < lives.each; turn += 1) {
    const orderId = orderIdSchema.parse(lives.first + place * lives.each + turn);
    let version = 1;
    for (const move of life) {
      const startedAt = performance.now();
      const call = { command: 'marketplace.moveOrder', key: commandKeySchema.parse(randomUUID()), caller };
      const seen = version;
      ({ version } = await answerOnce(workspace, marketplaceContract.moveOrder.output, call, (transaction) =>
        moveOrderIn(
          transaction,
          workspace,
          operatorActor(caller),
          { orderId, move, version: seen },
          new Date(),
        ),
      ));
      moves.push(performance.now() - startedAt);
    }
  }
}
