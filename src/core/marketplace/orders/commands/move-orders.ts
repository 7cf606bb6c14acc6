import { isOpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import type { OrderMoveName } from '#contract/marketplace/order-moves.ts';
import type { CommandKey } from '#contract/outbox.ts';

export type MovedRow =
  | { readonly moved: true; readonly id: OrderId; readonly version: number }
  | {
      readonly moved: false;
      readonly id: OrderId;
      readonly code: string;
      readonly details: Record<string, string | number>;
    };

type Input = {
  readonly orders: readonly { readonly id: OrderId; readonly version: number; readonly key: CommandKey }[];
  readonly move: OrderMoveName;
};

/**
 * Makes the same move of many orders, each in a transaction of its own, in the order they are given: what one of them is refused
 * for holds nobody else up, and is told. Anything unexpected (the database went away) ends it; sent again, it goes on.
 */
export async function moveOrders(
  { orders }: Input,
  moveOne: (order: Input['orders'][number]) => Promise<{ version: number }>,
): Promise<MovedRow[]> {
  const rows: MovedRow[] = [];
  for (const order of orders) {
    try {
      const { version } = await moveOne(order);
      rows.push({ moved: true, id: order.id, version });
    } catch (error) {
      if (!isOpsdeckError(error)) throw error;
      rows.push({ moved: false, id: order.id, code: error.code, details: { ...error.details } });
    }
  }
  return rows;
}
