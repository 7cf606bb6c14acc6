import { Api } from 'telegram/tl/index.js';
import type { Delivery, SentLoginCode } from '../world/login-codes.ts';
import { encodedTrue } from '../session/rpc-result.ts';
import { RpcFault } from '../world/rpc-fault.ts';
import { digitsOf } from '../world/sandbox-world.ts';
import { authorization } from './authorization-object.ts';
import type { MethodContext, SandboxMethod } from './method.ts';

/** Seconds after which the next way of delivery may be asked for. */
const resendAfter = 60;

export const authSendCode: SandboxMethod = {
  request: 'auth.SendCode',
  open: true,
  answer: (request, context) => {
    if (!(request instanceof Api.auth.SendCode)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const phone = requirePhone(request.phoneNumber);
    sendHome(phone, context, ['phone', 'network']);
    const { world, key } = context;
    const script = world.phoneScript(phone);
    if (script?.kind === 'error') throw new RpcFault(script.code, script.message);
    const user = world.userWithPhone(phone);
    if (user?.account.script.kind === 'banned') throw new RpcFault(400, 'PHONE_NUMBER_BANNED');
    key.candidate = user ?? null;
    return sentCode(world.codes.send(phone));
  },
};

export const authResendCode: SandboxMethod = {
  request: 'auth.ResendCode',
  open: true,
  answer: (request, { world }) => {
    if (!(request instanceof Api.auth.ResendCode)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    return sentCode(world.codes.resend(requirePhone(request.phoneNumber), request.phoneCodeHash));
  },
};

export const authCancelCode: SandboxMethod = {
  request: 'auth.CancelCode',
  open: true,
  answer: (request, { world, key }) => {
    if (!(request instanceof Api.auth.CancelCode)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    world.codes.cancel(requirePhone(request.phoneNumber), request.phoneCodeHash);
    key.candidate = null;
    return encodedTrue;
  },
};

export const authSignIn: SandboxMethod = {
  request: 'auth.SignIn',
  open: true,
  answer: (request, context) => {
    if (!(request instanceof Api.auth.SignIn)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const { world, key } = context;
    const phone = requirePhone(request.phoneNumber);
    sendHome(phone, context, ['phone', 'network', 'user']);
    world.codes.check(phone, request.phoneCodeHash, request.phoneCode ?? '');
    const user = world.userWithPhone(phone);
    if (user === undefined) return new Api.auth.AuthorizationSignUpRequired({}).getBytes();
    world.codes.use(phone);
    key.candidate = user;
    if (user.password !== null) {
      key.awaitsPassword = user;
      throw new RpcFault(401, 'SESSION_PASSWORD_NEEDED');
    }
    world.signIn(key, user);
    return authorization(user).getBytes();
  },
};

function requirePhone(text: string): string {
  const digits = digitsOf(text);
  if (!/^\d{7,15}$/.test(digits)) throw new RpcFault(400, 'PHONE_NUMBER_INVALID');
  return digits;
}

/** Sends whoever asks about a phone to the data centre that its account lives in. */
function sendHome(
  phone: string,
  { world, dataCentre }: MethodContext,
  at: readonly ('phone' | 'network' | 'user')[],
): void {
  const home = world.userWithPhone(phone)?.account.dataCentre ?? dataCentre;
  if (home === dataCentre) return;
  const script = world.phoneScript(phone);
  const how = script?.kind === 'migrates' ? script.how : 'phone';
  if (at.includes(how)) throw new RpcFault(303, `${how.toUpperCase()}_MIGRATE_${home}`);
}

function sentCode({ hash, length, delivery, next }: SentLoginCode): Buffer {
  return new Api.auth.SentCode({
    type: sentAs[delivery](length),
    phoneCodeHash: hash,
    ...(next === null ? {} : { nextType: nextAs[next](), timeout: resendAfter }),
  }).getBytes();
}

const sentAs = {
  app: (length: number) => new Api.auth.SentCodeTypeApp({ length }),
  sms: (length: number) => new Api.auth.SentCodeTypeSms({ length }),
  call: (length: number) => new Api.auth.SentCodeTypeCall({ length }),
} as const satisfies Record<Delivery, (length: number) => Api.auth.TypeSentCodeType>;

const nextAs = {
  app: () => new Api.auth.CodeTypeSms(),
  sms: () => new Api.auth.CodeTypeSms(),
  call: () => new Api.auth.CodeTypeCall(),
} as const satisfies Record<Delivery, () => Api.auth.TypeCodeType>;
