import type {
  LedgerAccountKind,
  PaymentGateway,
  PaymentKind,
  PaymentState,
  TransferKind,
  TransferPhase,
} from '#contract/marketplace/money.ts';
import { currencies } from './catalogue.ts';
import type { BusinessTable, Value } from './copy/business-tables.ts';
import type { OrderLife } from './order-life.ts';

export type Emit = (table: BusinessTable, row: readonly Value[]) => void;

const microsPerCent = 10_000;
const customerKinds = ['wallet', 'escrow', 'earnings'] as const;
const platformKinds = ['commission', 'gateway', 'refunds'] as const;
type CustomerKind = (typeof customerKinds)[number];
type PlatformKind = (typeof platformKinds)[number];

const slots = customerKinds.length * currencies.length;

type Transfer = {
  readonly at: number;
  readonly debit: number;
  readonly credit: number;
  readonly micros: number;
  readonly kind: TransferKind;
  readonly key: string;
  readonly currency: number;
  readonly order?: number;
  readonly payment?: number;
  readonly phase?: TransferPhase;
  readonly pending?: number;
};

type Payment = {
  readonly customer: number;
  readonly currency: number;
  readonly cents: number;
  readonly kind: PaymentKind;
  readonly state: PaymentState;
  readonly gateway: PaymentGateway;
  readonly createdAt: number;
  readonly settledAt: number | null;
  readonly order?: number;
  readonly problem?: string;
};

/** The part of a price that the platform keeps, in micros: rounded down, so that the editor never gets less than their part. */
export function commissionMicros(cents: number, ratePpm: number): number {
  return Math.floor((cents * ratePpm) / 100);
}

/**
 * The ledger as the story goes on: gives accounts their numbers, writes payments and transfers in the order of time, and keeps
 * what each customer has. Amounts are whole numbers below 2^53.
 */
export class Books {
  readonly #emit: Emit;
  readonly #accounts: Int32Array;
  /** Micros that can be taken out: credits less debits, less what is held. */
  readonly #available: Float64Array;
  #lastAccount = 0;
  #lastTransfer = 0;
  #lastPayment = 0;

  constructor(customers: number, startedAt: number, emit: Emit) {
    this.#emit = emit;
    this.#accounts = new Int32Array(customers * slots);
    this.#available = new Float64Array(customers * slots);
    for (const { code } of currencies) {
      for (const kind of platformKinds) this.#openAccount(null, kind, code, startedAt);
    }
  }

  get counts() {
    return { accounts: this.#lastAccount, transfers: this.#lastTransfer, payments: this.#lastPayment };
  }

  walletMicros(customer: number, currency: number): number {
    return this.#available[this.#slot(customer, 'wallet', currency)] ?? 0;
  }

  earningsMicros(customer: number, currency: number): number {
    return this.#available[this.#slot(customer, 'earnings', currency)] ?? 0;
  }

  /** A payment that says how it ended; what it does to the ledger is up to the caller. */
  payment(payment: Payment): number {
    this.#lastPayment += 1;
    const id = this.#lastPayment;
    const { code } = this.#currency(payment.currency);
    this.#emit('payments', [
      id,
      payment.customer + 1,
      payment.order ?? null,
      payment.cents * microsPerCent,
      payment.createdAt,
      payment.settledAt,
      payment.kind,
      payment.state,
      payment.gateway,
      code,
      payment.state === 'cancelled' ? null : `${payment.gateway}_${(id * 7_919).toString(36)}`,
      payment.problem ?? null,
    ]);
    return id;
  }

  /** Money from outside into the wallet. */
  deposit(payment: Payment & { readonly settledAt: number }): void {
    const id = this.payment(payment);
    const { customer, currency, cents, settledAt: at } = payment;
    const wallet = this.#account(customer, 'wallet', currency, at);
    this.#move(customer, 'wallet', currency, cents * microsPerCent);
    this.#transfer({
      at,
      debit: this.#platform('gateway', currency),
      credit: wallet,
      micros: cents * microsPerCent,
      kind: 'deposit',
      key: `payment:${id}:deposit`,
      currency,
      payment: id,
    });
  }

  /** Back from the wallet to the card. */
  withdraw(payment: Payment & { readonly settledAt: number }): void {
    const id = this.payment(payment);
    const { customer, currency, cents, settledAt: at } = payment;
    const wallet = this.#account(customer, 'wallet', currency, at);
    this.#move(customer, 'wallet', currency, -cents * microsPerCent);
    this.#transfer({
      at,
      debit: wallet,
      credit: this.#platform('gateway', currency),
      micros: cents * microsPerCent,
      kind: 'withdrawal',
      key: `payment:${id}:withdrawal`,
      currency,
      payment: id,
    });
  }

  /** Holds an editor's earnings for a payment to them. Returns how to end it. */
  beginPayout(payment: Payment): (at: number, paid: boolean) => void {
    const id = this.payment(payment);
    const { customer, currency, cents } = payment;
    const earnings = this.#account(customer, 'earnings', currency, payment.createdAt);
    const outside = {
      debit: earnings,
      credit: this.#platform('gateway', currency),
      micros: cents * microsPerCent,
      kind: 'payout' as const,
      currency,
      payment: id,
    };
    this.#move(customer, 'earnings', currency, -cents * microsPerCent);
    const pending = this.#transfer({
      ...outside,
      at: payment.createdAt,
      key: `payment:${id}:hold`,
      phase: 'pending',
    });
    return (at, paid) => {
      const phase = paid ? 'post' : 'void';
      this.#transfer({ ...outside, at, key: `payment:${id}:${phase}`, phase, pending });
      if (!paid) this.#move(customer, 'earnings', currency, cents * microsPerCent);
    };
  }

  /** The price from the wallet into escrow: the wallet has to have it. */
  hold(order: OrderLife, at: number): void {
    const { advertiser, currency, priceCents: cents } = order;
    const wallet = this.#account(advertiser, 'wallet', currency, at);
    const escrow = this.#account(advertiser, 'escrow', currency, at);
    this.#move(advertiser, 'wallet', currency, -cents * microsPerCent);
    this.#transfer({
      at,
      debit: wallet,
      credit: escrow,
      micros: cents * microsPerCent,
      kind: 'hold',
      key: `order:${order.id}:hold`,
      currency,
      order: order.id,
    });
  }

  /** Out of escrow again: what is refunded to the advertiser, the rest to the editor and the platform. */
  settle(order: OrderLife, at: number, refundCents: number): void {
    const { advertiser, editor, currency, id } = order;
    const escrow = this.#account(advertiser, 'escrow', currency, at);
    const keptCents = order.priceCents - refundCents;
    if (refundCents > 0) {
      const wallet = this.#account(advertiser, 'wallet', currency, at);
      this.#move(advertiser, 'wallet', currency, refundCents * microsPerCent);
      this.#transfer({
        at,
        debit: escrow,
        credit: wallet,
        micros: refundCents * microsPerCent,
        kind: 'refund',
        key: `order:${id}:refund`,
        currency,
        order: id,
      });
    }
    if (keptCents === 0) return;
    const commission = commissionMicros(keptCents, order.commissionPpm);
    const earned = keptCents * microsPerCent - commission;
    const shared = { at, debit: escrow, currency, order: id };
    if (earned > 0) {
      const earnings = this.#account(editor, 'earnings', currency, at);
      this.#move(editor, 'earnings', currency, earned);
      this.#transfer({
        ...shared,
        credit: earnings,
        micros: earned,
        kind: 'release',
        key: `order:${id}:release`,
      });
    }
    if (commission > 0)
      this.#transfer({
        ...shared,
        credit: this.#platform('commission', currency),
        micros: commission,
        kind: 'commission',
        key: `order:${id}:commission`,
      });
  }

  /** Out of the platform's own pocket. */
  goodwill(order: OrderLife, at: number, cents: number): void {
    const { advertiser, currency, id } = order;
    const wallet = this.#account(advertiser, 'wallet', currency, at);
    this.#move(advertiser, 'wallet', currency, cents * microsPerCent);
    this.#transfer({
      at,
      debit: this.#platform('refunds', currency),
      credit: wallet,
      micros: cents * microsPerCent,
      kind: 'goodwill',
      key: `order:${id}:goodwill`,
      currency,
      order: id,
    });
  }

  #transfer(transfer: Transfer): number {
    this.#lastTransfer += 1;
    const id = this.#lastTransfer;
    this.#emit('ledger_transfers', [
      id,
      transfer.debit,
      transfer.credit,
      transfer.micros,
      transfer.order ?? null,
      transfer.payment ?? null,
      transfer.pending ?? null,
      transfer.at,
      transfer.phase ?? 'single',
      transfer.kind,
      this.#currency(transfer.currency).code,
      transfer.key,
    ]);
    return id;
  }

  #account(customer: number, kind: CustomerKind, currency: number, at: number): number {
    const slot = this.#slot(customer, kind, currency);
    const known = this.#accounts[slot] ?? 0;
    if (known !== 0) return known;
    const opened = this.#openAccount(customer + 1, kind, this.#currency(currency).code, at);
    this.#accounts[slot] = opened;
    return opened;
  }

  #openAccount(customerId: number | null, kind: LedgerAccountKind, code: string, at: number): number {
    this.#lastAccount += 1;
    this.#emit('ledger_accounts', [this.#lastAccount, customerId, at, kind, code]);
    return this.#lastAccount;
  }

  /** The platform's accounts were opened first, each currency's together. */
  #platform(kind: PlatformKind, currency: number): number {
    return currency * platformKinds.length + platformKinds.indexOf(kind) + 1;
  }

  #slot(customer: number, kind: CustomerKind, currency: number): number {
    return (customer * customerKinds.length + customerKinds.indexOf(kind)) * currencies.length + currency;
  }

  #move(customer: number, kind: CustomerKind, currency: number, micros: number): void {
    const slot = this.#slot(customer, kind, currency);
    const left = (this.#available[slot] ?? 0) + micros;
    if (left < 0)
      throw new Error(`the ${kind} of customer ${customer + 1} would be overdrawn by ${-left} micros`);
    this.#available[slot] = left;
  }

  #currency(index: number) {
    return currencies[index] ?? currencies[0];
  }
}
