import { sql } from 'drizzle-orm';
import type { OrderId } from '#contract/ids.ts';
import { type OrderMoveName, orderMoves } from '#contract/marketplace/order-moves.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { moveHindrance } from '../move-hindrance.ts';
import { orderFacts, orderFactsRow } from './order-facts.ts';

/**
 * What a move would do to each of these orders, one after the other in their order of numbers: what the first takes out of a wallet
 * the second cannot. Orders that are not there are left out.
 */
export async function previewMove(
  cache: CacheReads,
  { ids, move }: { readonly ids: readonly OrderId[]; readonly move: OrderMoveName },
) {
  const condition = sql`orders.id in (select value from json_each(${JSON.stringify(ids)})) order by orders.id`;
  const found = await cache.rows(orderFacts(condition), orderFactsRow);
  const spent = new Map<string, bigint>();
  return found.map(({ wallet, currency, ...facts }) => {
    const before = spent.get(wallet) ?? 0n;
    const hindrance = moveHindrance(move, { ...facts, walletMicros: facts.walletMicros - before });
    if (hindrance === null && orderMoves[move].money === 'hold')
      spent.set(wallet, before + facts.priceMicros);
    const { id, version, status, priceMicros } = facts;
    return { id, version, status, hindrance, price: { micros: String(priceMicros), currency } };
  });
}
