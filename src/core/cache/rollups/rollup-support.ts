import type { RollupSupport } from '../cache-writer.ts';

/** No rollups yet. */
export const rollupSupport: RollupSupport = {
  ddl: () => '',
  open: () => ({
    observe: () => null,
    neededColumns: () => [],
    flush: () => undefined,
    discard: () => undefined,
    pending: 0,
  }),
  verify: () => [],
};
