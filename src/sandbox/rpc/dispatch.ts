import { failureOf } from '../accounts/script.ts';
import type { MethodContext } from '../methods/method.ts';
import type { RpcAnswer } from '../session/encrypted-session.ts';
import { takeMethodScript } from '../world/method-scripts.ts';
import { RpcFault } from '../world/rpc-fault.ts';
import type { SandboxUser } from '../world/sandbox-user.ts';
import { methods } from './methods.ts';
import { introduction, requestName, unwrapRequest } from './unwrap.ts';

/** Answers one RPC request as the scripts say. Never throws for what a client sent. */
export function dispatch(request: unknown, context: MethodContext): RpcAnswer {
  const { key } = context;
  key.client = introduction(request) ?? key.client;
  if (key.isDuplicated) return { kind: 'error', code: 406, message: 'AUTH_KEY_DUPLICATED' };
  const known = key.user ?? key.candidate;
  if (known?.account.script.kind === 'silent') return { kind: 'silence' };

  const inner = unwrapRequest(request);
  const name = requestName(inner);
  const method = name === null ? undefined : methods.get(name);
  if (name === null || method === undefined) {
    return { kind: 'error', code: 400, message: 'INPUT_METHOD_INVALID' };
  }
  const user = known ?? userNamedIn(inner, context);
  const script = user === null ? null : takeMethodScript(user.methodScripts, name);
  if (script?.kind === 'silent') return { kind: 'silence' };
  if (script !== null) return { kind: 'error', code: script.code, message: script.message };
  try {
    return { kind: 'result', body: method.open ? method.answer(inner, context) : answerSignedIn() };
  } catch (error) {
    if (error instanceof RpcFault) return { kind: 'error', code: error.code, message: error.message };
    throw error;
  }

  function answerSignedIn(): Buffer {
    if (method === undefined || method.open) throw new RpcFault(500, 'INTERNAL');
    if (key.isRevoked) throw new RpcFault(401, 'SESSION_REVOKED');
    if (key.user === null) throw new RpcFault(401, 'AUTH_KEY_UNREGISTERED');
    const failure = failureOf(key.user.account.script, key.user.answered, Date.now());
    if (failure !== null) throw new RpcFault(failure.code, failure.message);
    key.user.answered += 1;
    if (key.grant !== null) key.grant.active = Math.floor(Date.now() / 1000);
    return method.answer(inner, { ...context, user: key.user });
  }
}

/** Whom a request is about that comes before anybody has signed in. */
function userNamedIn(request: unknown, { world }: MethodContext): SandboxUser | null {
  if (typeof request !== 'object' || request === null || !('phoneNumber' in request)) return null;
  return world.userWithPhone(String(request.phoneNumber)) ?? null;
}
