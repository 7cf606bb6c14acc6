import type { Mover } from '#contract/marketplace/order-moves.ts';
import type { Caller } from '../rpc/caller.ts';

/** Who acts, as the timeline names them. */
export type Actor = { readonly mover: Mover; readonly name: string };

/** An operator of the console, on whoever's behalf. */
export function operatorActor(caller: Caller): Actor {
  return { mover: 'operator', name: caller.name };
}
