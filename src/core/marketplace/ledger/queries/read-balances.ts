import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';

const row = z
  .object({ currency: z.string(), wallets: microsColumn, escrow: microsColumn, earnings: microsColumn })
  .transform(({ currency, wallets, escrow, earnings }) => ({
    currency,
    wallets: { micros: wallets, currency },
    escrow: { micros: escrow, currency },
    earnings: { micros: earnings, currency },
    // The ledger sums to zero, so what customers have is what the platform's accounts lack.
    platform: { micros: String(-(BigInt(wallets) + BigInt(escrow) + BigInt(earnings))), currency },
  }));

/** What all customers together have, by currency. */
export function readBalances(cache: CacheReads): Promise<z.output<typeof row>[]> {
  return cache.rows(
    sql`select currency,
        sum(case kind when 'wallet' then credits_posted - debits_posted else 0 end) as wallets,
        sum(case kind when 'escrow' then credits_posted - debits_posted else 0 end) as escrow,
        sum(case kind when 'earnings' then credits_posted - debits_posted else 0 end) as earnings
      from ledger_accounts where customer_id is not null group by currency order by currency`,
    row,
  );
}
