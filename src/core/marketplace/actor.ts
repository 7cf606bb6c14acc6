import type { Mover } from '#contract/marketplace/order-moves.ts';

/** Who acts, as the timeline names them. */
export type Actor = { readonly mover: Mover; readonly name: string };
