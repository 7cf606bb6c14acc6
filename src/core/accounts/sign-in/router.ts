import { OpsdeckError } from '#contract/errors.ts';
import { type SignInId, signInContract } from '#contract/sign-in.ts';
import { implement, type ImplementedDomain } from '../../rpc/implement.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import type { SignedIn } from '../../telegram/sign-in.ts';
import { completeSignIn, type SignInDependencies, type SignInOrder } from './complete-sign-in.ts';
import type { Flow, Flows } from './flows.ts';
import { PhoneFlow } from './phone-flow.ts';
import { parsePhoneNumber } from './phone-number.ts';
import { QrFlow } from './qr-flow.ts';

/** Long enough for a code that comes by a call, short enough for one that was forgotten. */
const phoneLifetimeMs = 10 * 60_000;
const qrLifetimeMs = 5 * 60_000;

type Dependencies = Omit<SignInDependencies, 'driver'> & {
  readonly flows: Flows;
  /** Null when Telegram is not configured. */
  readonly driver: TelegramDriver | null;
  readonly lifetimes?: { readonly phoneMs?: number; readonly qrMs?: number; readonly unwatchedMs?: number };
};

/** Signing in to accounts, from the phone number or QR code to the row in the pool. */
export function signInRouter({ flows, driver, lifetimes = {}, ...stores }: Dependencies): ImplementedDomain {
  const requireDriver = (): TelegramDriver => {
    if (driver === null) throw new OpsdeckError('TELEGRAM_NOT_CONFIGURED', {});
    return driver;
  };
  const complete = (connected: TelegramDriver, order: SignInOrder) => (signedIn: SignedIn) =>
    completeSignIn({ ...stores, driver: connected }, signedIn, order);

  return implement(signInContract, {
    async startPhone({ input, caller }) {
      const connected = requireDriver();
      const phone = parsePhoneNumber(input.phone);
      await flows.replace(caller.operatorId, phone);
      const flow = new PhoneFlow(phone, complete(connected, { operator: caller.name, labels: input.labels }));
      const lifetimeMs = lifetimes.phoneMs ?? phoneLifetimeMs;
      const signInId = flows.add(caller.operatorId, flow, lifetimeMs);
      try {
        return { signInId, step: await flow.start(connected, lifetimeMs) };
      } catch (error) {
        flows.remove(signInId);
        throw error;
      }
    },
    submitCode: async ({ input, caller }) =>
      requirePhone(flows.get(input.signInId, caller.operatorId)).submitCode(input.code),
    resendCode: async ({ input, caller }) =>
      requirePhone(flows.get(input.signInId, caller.operatorId)).resendCode(),
    submitPassword: async ({ input, caller }) =>
      flows.get(input.signInId, caller.operatorId).submitPassword(input.password),
    async startQr({ input, caller }) {
      const connected = requireDriver();
      flows.requireRoom();
      const lifetimeMs = lifetimes.qrMs ?? qrLifetimeMs;
      const signIn = connected.startQrSignIn({ lifetimeMs });
      const { unwatchedMs } = lifetimes;
      const flow = new QrFlow(
        signIn,
        complete(connected, { operator: caller.name, labels: input.labels }),
        unwatchedMs === undefined ? {} : { unwatchedMs },
      );
      return Promise.resolve({ signInId: flows.add(caller.operatorId, flow, lifetimeMs) });
    },
    watchQr: ({ input, caller, signal }) => watch(flows.get(input.signInId, caller.operatorId), signal),
    async cancel({ input, caller }) {
      const flow = openFlow(flows, input.signInId, caller.operatorId);
      await flow?.cancel();
    },
  });
}

function openFlow(flows: Flows, id: SignInId, operatorId: Parameters<Flows['get']>[1]): Flow | null {
  try {
    return flows.get(id, operatorId);
  } catch (error) {
    if (error instanceof OpsdeckError && error.code === 'LOGIN_ENDED') return null;
    throw error;
  }
}

function watch(flow: Flow, signal: AbortSignal | undefined) {
  if (flow.kind !== 'qr') throw new OpsdeckError('LOGIN_OUT_OF_ORDER', {});
  return flow.watch(signal);
}

function requirePhone(flow: Flow): PhoneFlow {
  if (flow.kind !== 'phone') throw new OpsdeckError('LOGIN_OUT_OF_ORDER', {});
  return flow;
}
