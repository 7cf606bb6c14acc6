import { and, eq, isNull, or } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { LedgerAccountId, OrderId, PaymentId, WorkspaceId } from '#contract/ids.ts';
import { moneyText } from '#contract/money.ts';
import { errorChain } from '../../backend/error-chain.ts';
import type { Transaction } from '../../backend/database.ts';
import type { MoneyPlace, Movement } from './movement.ts';
import { ledgerAccounts, ledgerTransfers } from './schema.ts';

/** What the movements are for. `key` makes them happen once: the same key a second time is refused by the database. */
export type MovementContext = {
  readonly workspaceId: WorkspaceId;
  readonly key: string;
  readonly orderId?: OrderId;
  readonly paymentId?: PaymentId;
};

/**
 * Writes movements into the ledger, in the caller's transaction: all of them or none. Accounts that are not there yet are opened.
 *
 * @throws OpsdeckError WALLET_TOO_LOW when a customer's account has less than is taken from it.
 */
export async function postMovements(
  transaction: Transaction,
  context: MovementContext,
  movements: readonly Movement[],
): Promise<void> {
  if (movements.length === 0) return;
  const { workspaceId, key, orderId = null, paymentId = null } = context;
  const accounts = await accountsOf(
    transaction,
    workspaceId,
    movements.flatMap(({ from, to }) => [from, to]),
  );
  try {
    const posting = transaction.insert(ledgerTransfers).values(
      movements.map(({ kind, from, to, micros, phase = 'single' }) => ({
        workspaceId,
        debitAccountId: accounts(from),
        creditAccountId: accounts(to),
        amountMicros: micros,
        orderId,
        paymentId,
        phase,
        kind,
        currency: from.currency,
        idempotencyKey: `${key}:${kind}`,
      })),
    );
    await posting.prepare(`ledger_post_${movements.length}`).execute();
  } catch (error) {
    throw isOverdrawn(error) ? tooLow(movements, error) : error;
  }
}

/** Finds the accounts of those places, and opens what is missing. */
async function accountsOf(
  transaction: Transaction,
  workspaceId: WorkspaceId,
  places: readonly MoneyPlace[],
): Promise<(place: MoneyPlace) => LedgerAccountId> {
  // In one order everywhere, so that two who open the same accounts at once do not wait for each other.
  const wanted = [...new Map(places.map((place) => [nameOf(place), place])).values()].toSorted(
    (one, other) => (nameOf(one) < nameOf(other) ? -1 : 1),
  );
  const found = await findAccounts(transaction, workspaceId, wanted);
  const missing = wanted.filter((place) => !found.has(nameOf(place)));
  if (missing.length > 0) {
    await transaction
      .insert(ledgerAccounts)
      .values(missing.map((place) => ({ workspaceId, ...place })))
      // Somebody else has opened it meanwhile.
      .onConflictDoNothing({
        target: [
          ledgerAccounts.workspaceId,
          ledgerAccounts.customerId,
          ledgerAccounts.kind,
          ledgerAccounts.currency,
        ],
      });
    for (const [name, id] of await findAccounts(transaction, workspaceId, missing)) found.set(name, id);
  }
  return (place) => {
    const id = found.get(nameOf(place));
    if (id === undefined) throw new Error(`the ledger has no account ${nameOf(place)}`);
    return id;
  };
}

async function findAccounts(
  transaction: Transaction,
  workspaceId: WorkspaceId,
  places: readonly MoneyPlace[],
): Promise<Map<string, LedgerAccountId>> {
  const wanted = places.map(({ kind, customerId, currency }) =>
    and(
      customerId === null ? isNull(ledgerAccounts.customerId) : eq(ledgerAccounts.customerId, customerId),
      eq(ledgerAccounts.kind, kind),
      eq(ledgerAccounts.currency, currency),
    ),
  );
  // The text of the question differs by whose accounts are asked for, in that order, and its name with it.
  const shape = places.map(({ customerId }) => (customerId === null ? 'platform' : 'customer')).join('_');
  const rows = await transaction
    .select({
      id: ledgerAccounts.id,
      kind: ledgerAccounts.kind,
      customerId: ledgerAccounts.customerId,
      currency: ledgerAccounts.currency,
    })
    .from(ledgerAccounts)
    .where(and(eq(ledgerAccounts.workspaceId, workspaceId), or(...wanted)))
    .prepare(`ledger_accounts_${shape}`)
    .execute();
  return new Map(rows.map(({ id, ...place }) => [nameOf(place), id]));
}

function nameOf({ kind, customerId, currency }: MoneyPlace): string {
  return `${kind} ${currency} ${customerId ?? 'platform'}`;
}

/** All movements of one context take from one customer's account, which is the one that has too little. */
function tooLow(movements: readonly Movement[], cause: unknown): OpsdeckError<'WALLET_TOO_LOW'> {
  const from = movements.find((movement) => movement.from.customerId !== null)?.from;
  const needed = movements
    .filter((movement) => movement.from.customerId !== null)
    .reduce((sum, { micros }) => sum + micros, 0n);
  return new OpsdeckError(
    'WALLET_TOO_LOW',
    {
      account: from?.kind ?? 'wallet',
      customer: String(from?.customerId ?? ''),
      needed: moneyText(needed, from?.currency ?? ''),
    },
    { cause },
  );
}

function isOverdrawn(error: unknown): boolean {
  return errorChain(error).some(
    (link) => 'constraint' in link && link.constraint === 'ledger_accounts_not_overdrawn',
  );
}
