import type { Category, PostFormat } from '#contract/marketplace/channels.ts';
import type { DisputeDecision, DisputeReason } from '#contract/marketplace/disputes.ts';
import type { ActorKind, OrderStatus } from '#contract/marketplace/orders.ts';
import { dayMs, hourMs } from './calendar.ts';
import type { Random } from './random.ts';
import { cancellations, rejections } from './words.ts';

/** One row of an order's timeline. */
export type Step = {
  readonly at: number;
  readonly to: OrderStatus;
  readonly actorKind: ActorKind;
  readonly actor: string;
  readonly reason: string | null;
};

export type DisputePlan = {
  readonly reason: DisputeReason;
  readonly openedAt: number;
  readonly escalatedAt: number | null;
  readonly priority: number | null;
  readonly resolvedAt: number;
  readonly decision: DisputeDecision;
  readonly rule: string | null;
  readonly decidedBy: string;
  readonly explanation: string;
};

/** What somebody bought, with all amounts in cents of the currency. */
export type Purchase = {
  readonly id: number;
  /** Indexes: their IDs are one more. */
  readonly advertiser: number;
  readonly editor: number;
  readonly channel: number;
  readonly listing: number;
  readonly currency: number;
  readonly category: Category;
  readonly format: PostFormat;
  readonly durationHours: number;
  readonly priceCents: number;
  readonly commissionPpm: number;
  readonly createdAt: number;
};

/** A purchase and what became of it up to the end of the story. */
export type OrderLife = Purchase & {
  readonly steps: readonly Step[];
  readonly scheduledAt: number;
  readonly dispute: DisputePlan | null;
  /** What goes back to the advertiser in the end. */
  readonly refundCents: number;
};

type Circumstances = {
  readonly advertiserName: string;
  readonly editorName: string;
  readonly disputeChance: number;
  readonly until: number;
};

const minuteMs = 60_000;

/** Invents what becomes of a purchase, and leaves out what has not happened yet. */
export function orderLife(purchase: Purchase, circumstances: Circumstances, random: Random): OrderLife {
  const { createdAt } = purchase;
  const { advertiserName, editorName, until } = circumstances;
  const steps: Step[] = [];
  const customer = (at: number, to: OrderStatus, actor: string, reason: string | null = null) =>
    steps.push({ at: Math.floor(at), to, actorKind: 'customer', actor, reason });
  const job = (at: number, to: OrderStatus, reason: string | null) =>
    steps.push({ at: Math.floor(at), to, actorKind: 'system', actor: 'Order jobs', reason });

  const submittedAt = createdAt + Math.min(3 * dayMs, random.logNormal(12 * minuteMs, 1.2));
  const scheduledAt = placeInTheDay(
    submittedAt + Math.min(10 * dayMs, random.logNormal(34 * hourMs, 0.7)),
    random,
  );
  const life = { ...purchase, steps, scheduledAt, dispute: null, refundCents: purchase.priceCents };
  customer(createdAt, 'draft', advertiserName);
  // Drafts that were never submitted are deleted after a week: only those of the last days are left.
  if (until - createdAt < 7 * dayMs && random.chance(0.05))
    return happened({ ...life, refundCents: 0 }, until);
  customer(submittedAt, 'pending', advertiserName);

  const fate = random.next();
  if (fate < 0.05) {
    customer(
      submittedAt + Math.min(46 * hourMs, random.logNormal(6 * hourMs, 0.8)),
      'rejected',
      editorName,
      random.pick(rejections),
    );
    return happened(life, until);
  }
  if (fate < 0.075) {
    customer(
      submittedAt + Math.min(46 * hourMs, random.logNormal(4 * hourMs, 1)),
      'cancelled',
      advertiserName,
      random.pick(cancellations),
    );
    return happened(life, until);
  }
  if (fate < 0.095) {
    job(halfHourAfter(submittedAt + 48 * hourMs), 'cancelled', 'Not confirmed within 48 hours');
    return happened(life, until);
  }
  const confirmedAt = submittedAt + Math.min(46 * hourMs, random.logNormal(5 * hourMs, 0.9));
  customer(confirmedAt, 'confirmed', editorName);
  const publishedAt = Math.floor(
    Math.max(scheduledAt, confirmedAt + 5 * minuteMs) + random.next() * 4 * minuteMs,
  );
  if (random.chance(0.02)) {
    customer(
      confirmedAt + random.next() * (publishedAt - confirmedAt),
      'cancelled',
      advertiserName,
      random.pick(cancellations),
    );
    return happened(life, until);
  }
  customer(publishedAt, 'published', editorName);
  const expiresAt = publishedAt + purchase.durationHours * hourMs;
  if (!random.chance(circumstances.disputeChance)) {
    job(halfHourAfter(expiresAt), 'completed', 'The post was up for the whole term');
    return happened({ ...life, refundCents: 0 }, until);
  }
  const openedAt = Math.floor(publishedAt + random.between(0.2, 0.98) * purchase.durationHours * hourMs);
  const dispute = decide(openedAt, until, random);
  customer(openedAt, 'disputed', advertiserName, disputeTexts[dispute.reason]);
  const upFor = dispute.decision === 'pro_rata' ? (openedAt - publishedAt) / (expiresAt - publishedAt) : 1;
  const refundCents =
    dispute.decision === 'refund' ? purchase.priceCents : Math.floor(purchase.priceCents * (1 - upFor));
  steps.push({
    at: dispute.resolvedAt,
    to: dispute.decision === 'refund' ? 'refunded' : 'completed',
    actorKind: dispute.rule === null ? 'operator' : 'system',
    actor: dispute.decidedBy,
    reason: dispute.explanation,
  });
  return happened({ ...life, dispute, refundCents }, until);
}

/** What had not happened by then is left out. */
function happened(life: OrderLife, until: number): OrderLife {
  return { ...life, steps: life.steps.filter((step) => step.at <= until) };
}

/** The jobs look every thirty minutes. */
function halfHourAfter(instant: number): number {
  return Math.ceil(instant / (30 * minuteMs)) * 30 * minuteMs + 4_000;
}

/** Posts go out on the hour or the half, between eight and nine in the evening. */
function placeInTheDay(instant: number, random: Random): number {
  const midnight = Math.floor(instant / dayMs) * dayMs;
  const inTheDay = midnight + random.integer(16, 42) * 30 * minuteMs;
  return inTheDay > instant - 12 * hourMs ? inTheDay : inTheDay + dayMs;
}

const disputeTexts: Readonly<Record<DisputeReason, string>> = {
  not_published: 'The post is not there',
  taken_down_early: 'The post was removed before its time',
  text_differs: 'The text was changed',
  wrong_time: 'It was published at another time',
  other: 'The reach was far below what was promised',
};

export const disputeStatement = (reason: DisputeReason): string => disputeTexts[reason];

function decide(openedAt: number, until: number, random: Random): DisputePlan {
  const fate = random.next();
  const reason: DisputeReason =
    fate < 0.2
      ? 'not_published'
      : fate < 0.55
        ? 'taken_down_early'
        : fate < 0.72
          ? 'text_differs'
          : fate < 0.85
            ? 'wrong_time'
            : 'other';
  const byRule = reason === 'not_published' || reason === 'taken_down_early' || random.chance(0.6);
  // The newest wait: the team is always some days behind.
  const waits = until - openedAt < 4 * dayMs && random.chance(0.7);
  const takes = waits
    ? random.between(4, 9) * dayMs
    : random.logNormal(byRule ? 7 * hourMs : 60 * hourMs, 0.8);
  const resolvedAt = Math.floor(openedAt + Math.min(9 * dayMs, takes));
  if (!byRule) {
    const refund = random.chance(0.5);
    return {
      reason,
      openedAt,
      escalatedAt: openedAt + Math.floor((resolvedAt - openedAt) / 10),
      priority: random.integer(1, 4),
      resolvedAt,
      decision: refund ? 'refund' : 'release',
      rule: null,
      decidedBy: 'Administrator',
      explanation: refund
        ? 'The evidence is on the advertiser’s side'
        : 'The evidence is on the editor’s side',
    };
  }
  const settled = {
    reason,
    openedAt,
    escalatedAt: null,
    priority: null,
    resolvedAt,
    decidedBy: 'Dispute rules',
  };
  if (reason === 'not_published')
    return {
      ...settled,
      decision: 'refund',
      rule: 'never-published',
      explanation: 'The post was never published',
    };
  if (reason === 'taken_down_early')
    return {
      ...settled,
      decision: 'pro_rata',
      rule: 'taken-down-early',
      explanation: 'The post was taken down early',
    };
  return {
    ...settled,
    decision: 'release',
    rule: 'up-whole-term',
    explanation: 'The post was up for the whole term with matching text',
  };
}
