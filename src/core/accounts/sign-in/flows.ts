import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OpsdeckError } from '#contract/errors.ts';
import type { OperatorId } from '#contract/ids.ts';
import { type SignInId, signInIdSchema } from '#contract/sign-in.ts';
import type { PhoneFlow } from './phone-flow.ts';
import type { QrFlow } from './qr-flow.ts';

export type Flow = PhoneFlow | QrFlow;

type Entry = { readonly operatorId: OperatorId; readonly flow: Flow; readonly timer: NodeJS.Timeout };

const mostAtOnce = 10;
/** An answer that was lost may be asked for again for so long after the end. */
const keptAfterEndMs = 60_000;
/** Steps under way when the console closes may finish, so that no session is obtained that nobody stores. */
const closePatienceMs = 3_000;

/** The sign-ins under way in this console: in memory only, each under an ID that nobody can guess. */
export class Flows {
  readonly #entries = new Map<SignInId, Entry>();
  readonly #mostAtOnce: number;
  #isClosed = false;

  constructor(options: { readonly mostAtOnce?: number } = {}) {
    this.#mostAtOnce = options.mostAtOnce ?? mostAtOnce;
  }

  /** @throws OpsdeckError LOGIN_TOO_MANY_AT_ONCE, SHUTTING_DOWN */
  requireRoom(): void {
    if (this.#isClosed) throw new OpsdeckError('SHUTTING_DOWN', {});
    const open = [...this.#entries.values()].filter(({ flow }) => flow.isOpen).length;
    if (open >= this.#mostAtOnce) {
      throw new OpsdeckError('LOGIN_TOO_MANY_AT_ONCE', { number: this.#mostAtOnce });
    }
  }

  /** @throws OpsdeckError as `requireRoom` */
  add(operatorId: OperatorId, flow: Flow, lifetimeMs: number): SignInId {
    this.requireRoom();
    const id = signInIdSchema.parse(randomBytes(32).toString('base64url'));
    const timer = setTimeout(() => this.remove(id), lifetimeMs + keptAfterEndMs);
    timer.unref();
    this.#entries.set(id, { operatorId, flow, timer });
    return id;
  }

  /** @throws OpsdeckError LOGIN_ENDED, also for one of another operator */
  get(id: SignInId, operatorId: OperatorId): Flow {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.operatorId !== operatorId) throw new OpsdeckError('LOGIN_ENDED', {});
    return entry.flow;
  }

  /** Forgets a flow; one that is under way is cancelled. */
  remove(id: SignInId): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    this.#entries.delete(id);
    void entry.flow.cancel();
  }

  /** Cancels what this operator has under way for this phone: a second code makes the first worth nothing. */
  async replace(operatorId: OperatorId, phone: string): Promise<void> {
    const same = [...this.#entries.entries()].filter(
      ([, { flow, operatorId: owner }]) =>
        owner === operatorId && flow.kind === 'phone' && flow.isOpen && flow.phone === phone,
    );
    await Promise.all(
      same.map(async ([id, { flow, timer }]) => {
        clearTimeout(timer);
        this.#entries.delete(id);
        await flow.cancel();
      }),
    );
  }

  /** Ends all of them; a step that is just being taken may finish. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const flows = [...this.#entries.values()].map(({ flow, timer }) => {
      clearTimeout(timer);
      return flow;
    });
    this.#entries.clear();
    const ended = Promise.all(
      flows.map(async (flow) => {
        await flow.settled();
        await flow.cancel();
      }),
    );
    await Promise.race([ended, sleep(closePatienceMs, undefined, { ref: false })]);
  }
}
