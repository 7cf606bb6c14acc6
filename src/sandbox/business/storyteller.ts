import type { PaymentGateway } from '#contract/marketplace/money.ts';
import { Books, commissionMicros, type Emit } from './books.ts';
import { dayMs, hourMs } from './calendar.ts';
import { currencies } from './catalogue.ts';
import type { CustomerEnd } from './customer-end.ts';
import { disputeStatement, type OrderLife } from './order-life.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import { riskScore, stateByRisk } from './risk.ts';
import { blame, praise } from './words.ts';

const microsPerCent = 10_000;

export type BusinessCounts = {
  readonly orders: number;
  readonly events: number;
  readonly disputes: number;
  readonly ratings: number;
  readonly accounts: number;
  readonly transfers: number;
  readonly payments: number;
};

/**
 * Writes what happens to orders, in the order in which it happens: timeline, money, disputes, ratings. What the world looks like
 * is up to its callers; that the rows fit together is decided here, for the invented business and the small one alike.
 */
export class Storyteller {
  readonly books: Books;
  readonly #emit: Emit;
  readonly #random: Random;
  readonly #persons: readonly Person[];
  readonly #until: number;
  readonly #paysEachOrder: boolean;
  #events = 0;
  #disputes = 0;
  #ratings = 0;
  #orders = 0;
  /** What the risk score looks at, for each customer. */
  readonly #endedOf: Int32Array;
  readonly #disputesOf: Int32Array;
  readonly #ratingsOf: Int32Array;
  readonly #starsOf: Int32Array;
  readonly #lastActiveAt: Float64Array;

  constructor(
    persons: readonly Person[],
    startedAt: number,
    until: number,
    random: Random,
    emit: Emit,
    options: {
      /** Every order is paid by a deposit of its own. */
      readonly paysEachOrder?: boolean;
    } = {},
  ) {
    this.#paysEachOrder = options.paysEachOrder === true;
    this.books = new Books(persons.length, startedAt, emit);
    this.#persons = persons;
    this.#until = until;
    this.#random = random;
    this.#emit = emit;
    this.#endedOf = new Int32Array(persons.length);
    this.#disputesOf = new Int32Array(persons.length);
    this.#ratingsOf = new Int32Array(persons.length);
    this.#starsOf = new Int32Array(persons.length);
    this.#lastActiveAt = new Float64Array(persons.length);
  }

  get counts(): BusinessCounts {
    return {
      orders: this.#orders,
      events: this.#events,
      disputes: this.#disputes,
      ratings: this.#ratings,
      ...this.books.counts,
    };
  }

  /** The row of an order as it is at the end of the story. */
  order(
    order: OrderLife,
    measured: { views: number; conversions: number | null; conversionCents: number; text: string },
  ): void {
    this.#orders += 1;
    const at = (status: string): number | null => order.steps.find((step) => step.to === status)?.at ?? null;
    const status = order.steps.at(-1)?.to ?? 'draft';
    const final =
      status === 'completed' || status === 'rejected' || status === 'cancelled' || status === 'refunded';
    if (status === 'completed' || status === 'disputed' || status === 'refunded') {
      for (const side of [order.advertiser, order.editor])
        this.#endedOf[side] = (this.#endedOf[side] ?? 0) + 1;
    }
    const refundCents = final ? order.refundCents : 0;
    const publishedAt = at('published');
    const known = publishedAt !== null && measured.conversions !== null;
    this.#emit('orders', [
      order.id,
      order.advertiser + 1,
      order.editor + 1,
      order.channel + 1,
      order.listing + 1,
      order.priceCents * microsPerCent,
      commissionMicros(order.priceCents - refundCents, order.commissionPpm),
      refundCents * microsPerCent,
      order.createdAt,
      at('pending'),
      order.scheduledAt,
      at('confirmed'),
      publishedAt,
      publishedAt === null ? null : publishedAt + order.durationHours * hourMs,
      at('completed'),
      at('rejected') ?? at('cancelled') ?? at('refunded'),
      known ? (measured.conversions ?? 0) * measured.conversionCents * microsPerCent : null,
      known ? measured.conversions : null,
      publishedAt === null ? null : measured.views,
      publishedAt === null ? null : 40 + Math.floor((publishedAt % (400 * dayMs)) / (3 * hourMs)),
      order.durationHours,
      order.steps.length,
      status,
      order.category,
      order.format,
      currencies[order.currency]?.code ?? 'USD',
      measured.text,
    ]);
  }

  /** One step of an order's life, with the money that moves by it. */
  step(order: OrderLife, index: number): void {
    const step = order.steps[index];
    if (step === undefined) return;
    const before = order.steps[index - 1]?.to ?? null;
    this.#events += 1;
    const kind = before === null ? 'created' : 'moved';
    this.#emit('order_events', [
      this.#events,
      order.id,
      step.at,
      index + 1,
      kind,
      before,
      step.to,
      step.actorKind,
      step.actor,
      step.reason,
    ]);
    this.#active(order, step.to, step.at);
    switch (step.to) {
      case 'pending':
        this.#fund(order, step.at);
        this.books.hold(order, step.at);
        return;
      case 'disputed':
        this.#dispute(order);
        return;
      case 'rejected':
      case 'cancelled':
      case 'refunded':
      case 'completed':
        this.books.settle(order, step.at, order.refundCents);
        if (step.to === 'completed' && this.#random.chance(0.0005))
          this.books.goodwill(order, step.at, Math.max(1, Math.floor(order.priceCents / 10)));
        return;
      case 'draft':
      case 'confirmed':
      case 'published':
    }
  }

  rating(order: OrderLife, at: number, byEditor: boolean): void {
    const random = this.#random;
    const [author, subject] = byEditor ? [order.editor, order.advertiser] : [order.advertiser, order.editor];
    const trouble = this.#persons[subject]?.trouble ?? 1;
    const good = random.chance(Math.max(0.25, 0.93 - 0.05 * trouble));
    const stars = good ? (random.chance(0.75) ? 5 : 4) : random.integer(1, 3);
    const comment = random.chance(0.25) ? random.pick(good ? praise : blame) : '';
    this.#ratings += 1;
    this.#ratingsOf[subject] = (this.#ratingsOf[subject] ?? 0) + 1;
    this.#starsOf[subject] = (this.#starsOf[subject] ?? 0) + stars;
    this.#lastActiveAt[author] = Math.max(this.#lastActiveAt[author] ?? 0, at);
    this.#emit('ratings', [this.#ratings, order.id, author + 1, subject + 1, at, stars, comment]);
  }

  /** The customers' standing after all of it. */
  customersAtTheEnd(random: Random): CustomerEnd[] {
    return this.#persons.map((person, index) => {
      const score = riskScore({
        ageMs: this.#until - person.createdAt,
        verified: person.verifiedAt !== null,
        ordersEnded: this.#endedOf[index] ?? 0,
        ordersDisputed: this.#disputesOf[index] ?? 0,
        ratings: this.#ratingsOf[index] ?? 0,
        stars: this.#starsOf[index] ?? 0,
      });
      const seen = Math.max(person.createdAt, this.#lastActiveAt[index] ?? 0);
      // They also look without doing anything, and not many of them at the very last moment.
      const lastActiveAt = Math.floor(seen + random.exponentialBelow(0.8 * dayMs, this.#until - seen));
      const judged = person.role === 'admin' ? 0 : score;
      return { lastActiveAt, riskScore: judged, state: stateByRisk(judged) };
    });
  }

  #active(order: OrderLife, to: string, at: number): void {
    const who =
      to === 'confirmed' || to === 'rejected' || to === 'published' ? order.editor : order.advertiser;
    if (to !== 'completed' && to !== 'refunded')
      this.#lastActiveAt[who] = Math.max(this.#lastActiveAt[who] ?? 0, at);
  }

  /** Whoever has too little pays in: for this order alone, or for some more of its kind. */
  #fund(order: OrderLife, at: number): void {
    const { advertiser, currency } = order;
    const missing =
      order.priceCents - Math.floor(this.books.walletMicros(advertiser, currency) / microsPerCent);
    if (missing <= 0) return;
    const random = this.#random;
    const forThis = this.#paysEachOrder || random.chance(0.2);
    const more =
      order.priceCents * random.between(1, 3 + Math.sqrt(this.#persons[advertiser]?.appetite ?? 1));
    const roundTo = 5_000 * (currencies[currency]?.perDollar ?? 1);
    const cents = forThis ? missing : Math.ceil((missing + more) / roundTo) * roundTo;
    const gateway: PaymentGateway =
      currencies[currency]?.code === 'UZS'
        ? random.pick(['payme', 'click'] as const)
        : !this.#paysEachOrder && random.chance(0.08)
          ? 'manual'
          : 'stripe';
    const joined = this.#persons[advertiser]?.createdAt ?? 0;
    const begunAt = Math.max(joined, at - random.integer(20_000, 600_000));
    const payment = {
      customer: advertiser,
      currency,
      cents,
      kind: 'deposit' as const,
      gateway,
      ...(forThis ? { order: order.id } : {}),
    };
    if (!this.#paysEachOrder && random.chance(0.05)) {
      const failedAt = Math.max(joined, begunAt - random.integer(10_000, 300_000));
      this.books.payment({
        ...payment,
        state: 'failed',
        createdAt: failedAt,
        settledAt: failedAt + 8_000,
        problem: random.pick(['Card declined', 'Insufficient funds', 'Expired card']),
      });
    }
    this.books.deposit({ ...payment, state: 'succeeded', createdAt: begunAt, settledAt: at });
  }

  #dispute(order: OrderLife): void {
    const { dispute } = order;
    if (dispute === null) return;
    this.#disputes += 1;
    for (const side of [order.advertiser, order.editor])
      this.#disputesOf[side] = (this.#disputesOf[side] ?? 0) + 1;
    const resolved = dispute.resolvedAt <= this.#until;
    const escalated = dispute.escalatedAt !== null && dispute.escalatedAt <= this.#until;
    this.#emit('disputes', [
      this.#disputes,
      order.id,
      order.advertiser + 1,
      resolved ? order.refundCents * microsPerCent : null,
      dispute.openedAt,
      escalated ? dispute.escalatedAt : null,
      resolved ? dispute.resolvedAt : null,
      escalated ? dispute.priority : null,
      resolved ? 'resolved' : escalated ? 'escalated' : 'open',
      dispute.reason,
      disputeStatement(dispute.reason),
      resolved ? dispute.decision : null,
      resolved ? dispute.rule : null,
      resolved ? dispute.decidedBy : null,
      resolved ? dispute.explanation : null,
    ]);
  }
}
