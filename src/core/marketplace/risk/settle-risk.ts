import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { CustomerId } from '#contract/ids.ts';
import type { RiskCause } from '#contract/marketplace/risk.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { LockedCustomer } from '../customers/lock-customer.ts';
import { customerEvents, customers } from '../customers/schema.ts';
import { type Assessment, assess } from './assess.ts';
import { readRiskFacts, type TradeFacts } from './read-risk-facts.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { customerRisk } from './schema.ts';

/** As the timeline names it. */
const riskActor = 'Risk rules';

const unknown: TradeFacts = { ordersEnded: 0, ordersDisputed: 0, ratings: 0, stars: 0 };

type Settled = {
  readonly customer: LockedCustomer;
  readonly facts: TradeFacts;
  readonly assessment: Assessment;
  readonly cause: RiskCause;
};

/**
 * Computes the scores of these customers from what is committed by now, and does what follows from them: score, state, version
 * and timeline, with the breakdown. Their rows are locked first, so that the facts read are as new as the change. Returns how
 * many customers came to another state.
 */
export async function settleRisk(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  causes: ReadonlyMap<CustomerId, RiskCause>,
  { id: rulesId, rules }: RulesInForce,
  now: Date,
): Promise<number> {
  const locked = await transaction
    .select()
    .from(customers)
    .where(and(eq(customers.workspaceId, workspace.id), inArray(customers.id, [...causes.keys()])))
    .orderBy(asc(customers.id))
    .for('no key update');
  if (locked.length === 0) return 0;
  const facts = await readRiskFacts(
    transaction,
    workspace,
    locked.map(({ id }) => id),
  );
  const settled = locked.map((customer): Settled => {
    const found = facts.get(customer.id) ?? unknown;
    return {
      customer,
      facts: found,
      assessment: assess(customer, found, rules, now.getTime()),
      cause: causes.get(customer.id) ?? 'time',
    };
  });
  await writeScores(transaction, settled, rulesId, now);
  await writeCustomers(transaction, workspace, settled);
  await writeTimeline(transaction, settled, now);
  return settled.filter(({ customer, assessment }) => customer.state !== assessment.state).length;
}

async function writeScores(
  transaction: Transaction,
  settled: readonly Settled[],
  rulesId: number,
  now: Date,
): Promise<void> {
  await transaction
    .insert(customerRisk)
    .values(
      settled.map(({ customer, facts, assessment }) => ({
        workspaceId: customer.workspaceId,
        customerId: customer.id,
        computedAt: now,
        rulesId,
        ...facts,
        score: assessment.computed.score,
        parts: assessment.computed.parts,
      })),
    )
    .onConflictDoUpdate({
      target: [customerRisk.workspaceId, customerRisk.customerId],
      set: {
        computedAt: now,
        rulesId,
        ordersEnded: sql`excluded.orders_ended`,
        ordersDisputed: sql`excluded.orders_disputed`,
        ratings: sql`excluded.ratings`,
        stars: sql`excluded.stars`,
        score: sql`excluded.score`,
        parts: sql`excluded.parts`,
      },
    });
}

async function writeCustomers(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  settled: readonly Settled[],
): Promise<void> {
  const changed = settled.filter(
    ({ customer, assessment: { act, acceptedScore, dueAt } }) =>
      act !== null ||
      customer.acceptedScore !== acceptedScore ||
      (customer.riskDueAt?.getTime() ?? null) !== dueAt,
  );
  if (changed.length === 0) return;
  const column = <Value>(of: (settled: Settled) => Value) => sql.param(changed.map(of));
  await transaction.execute(sql`
    update customers set risk_score = next.score, state = next.state, accepted_score = next.accepted,
      risk_due_at = next.due, version = customers.version + next.acts,
      risk_override = case when next.ended then null else customers.risk_override end
    from unnest(${column(({ customer }) => customer.id)}::bigint[],
      ${column(({ assessment }) => assessment.score)}::smallint[],
      ${column(({ assessment }) => assessment.state)}::text[],
      ${column(({ assessment }) => assessment.acceptedScore)}::smallint[],
      ${column(({ assessment: { dueAt } }) => (dueAt === null ? null : new Date(dueAt).toISOString()))}::timestamptz[],
      ${column(({ assessment }) => (assessment.act === null ? 0 : 1))}::int[],
      ${column(({ assessment }) => assessment.overrideEnded)}::boolean[]
    ) as next (id, score, state, accepted, due, acts, ended)
    where customers.workspace_id = ${workspaceId} and customers.id = next.id`);
}

async function writeTimeline(
  transaction: Transaction,
  settled: readonly Settled[],
  now: Date,
): Promise<void> {
  const events = settled.flatMap(({ customer, assessment, cause }) => {
    const { act, state, score, computed } = assessment;
    if (act === null) return [];
    return {
      workspaceId: customer.workspaceId,
      customerId: customer.id,
      at: new Date(Math.max(now.getTime(), customer.createdAt.getTime())),
      customerVersion: customer.version + 1,
      kind: act,
      ...(state === customer.state ? {} : { fromState: customer.state, toState: state }),
      actorKind: 'system' as const,
      actor: riskActor,
      details: { cause, was: customer.riskScore, score, computed: computed.score, parts: computed.parts },
    };
  });
  if (events.length > 0) await transaction.insert(customerEvents).values(events);
}
