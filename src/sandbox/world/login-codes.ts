import { randomBytes, randomInt } from 'node:crypto';
import { RpcFault } from './rpc-fault.ts';

/** How a code reaches the person, in the order in which Telegram tries. */
export const deliveries = ['app', 'sms', 'call'] as const;
export type Delivery = (typeof deliveries)[number];

export type SentLoginCode = {
  readonly hash: string;
  readonly length: number;
  readonly delivery: Delivery;
  readonly next: Delivery | null;
};

type Pending = {
  readonly hash: string;
  code: string;
  deliveryIndex: number;
  expiresAt: number;
  wrongAttempts: number;
};

const mostWrongAttempts = 3;
const codeLength = 5;

/** Login codes that were sent to phones, of all data centres. */
export class LoginCodes {
  /** Hears of every code that is sent. */
  onSent: (phone: string, code: string) => void = () => undefined;
  readonly #lifetimeMs: number;
  readonly #pending = new Map<string, Pending>();

  constructor(lifetimeSeconds: number) {
    this.#lifetimeMs = lifetimeSeconds * 1000;
  }

  send(phone: string): SentLoginCode {
    const pending: Pending = {
      hash: randomBytes(9).toString('hex'),
      deliveryIndex: 0,
      ...this.#freshCode(),
    };
    this.#pending.set(phone, pending);
    this.onSent(phone, pending.code);
    return describe(pending);
  }

  resend(phone: string, hash: string): SentLoginCode {
    const pending = this.#find(phone, hash);
    if (pending.deliveryIndex + 1 >= deliveries.length) throw new RpcFault(406, 'SEND_CODE_UNAVAILABLE');
    Object.assign(pending, this.#freshCode());
    pending.deliveryIndex += 1;
    this.onSent(phone, pending.code);
    return describe(pending);
  }

  cancel(phone: string, hash: string): void {
    this.#find(phone, hash);
    this.#pending.delete(phone);
  }

  /** Throws when the code is not the one that was sent; the third wrong one is the last. */
  check(phone: string, hash: string, code: string): void {
    if (code === '') throw new RpcFault(400, 'PHONE_CODE_EMPTY');
    const pending = this.#find(phone, hash);
    if (pending.code === code) return;
    pending.wrongAttempts += 1;
    if (pending.wrongAttempts >= mostWrongAttempts) this.#pending.delete(phone);
    throw new RpcFault(400, 'PHONE_CODE_INVALID');
  }

  /** After a sign-in the code is used up. */
  use(phone: string): void {
    this.#pending.delete(phone);
  }

  /** What the person reads on the phone; null when no code is waiting for it. */
  read(phone: string): string | null {
    return this.#pending.get(phone)?.code ?? null;
  }

  /** Lets the code of a phone run out now. */
  expire(phone: string): void {
    const pending = this.#pending.get(phone);
    if (pending !== undefined) pending.expiresAt = 0;
  }

  #find(phone: string, hash: string): Pending {
    if (hash === '') throw new RpcFault(400, 'PHONE_CODE_HASH_EMPTY');
    const pending = this.#pending.get(phone);
    if (pending === undefined || pending.hash !== hash || pending.expiresAt <= Date.now()) {
      throw new RpcFault(400, 'PHONE_CODE_EXPIRED');
    }
    return pending;
  }

  #freshCode(): Pick<Pending, 'code' | 'expiresAt' | 'wrongAttempts'> {
    const code = String(randomInt(10 ** codeLength)).padStart(codeLength, '0');
    return { code, expiresAt: Date.now() + this.#lifetimeMs, wrongAttempts: 0 };
  }
}

function describe({ hash, deliveryIndex }: Pending): SentLoginCode {
  return {
    hash,
    length: codeLength,
    delivery: deliveries[deliveryIndex] ?? 'app',
    next: deliveries[deliveryIndex + 1] ?? null,
  };
}
