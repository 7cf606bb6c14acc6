import { failureOf } from '../accounts/script.ts';
import { RpcFault, type MethodContext } from '../methods/method.ts';
import type { RpcAnswer } from '../session/encrypted-session.ts';
import { methods } from './methods.ts';
import { requestName, unwrapRequest } from './unwrap.ts';

/** Answers one RPC request as the account's script says. Never throws for what a client sent. */
export function dispatch(request: unknown, context: MethodContext): RpcAnswer {
  const { account } = context;
  if (account?.script.kind === 'silent') return { kind: 'silence' };

  const inner = unwrapRequest(request);
  const name = requestName(inner);
  const method = name === null ? undefined : methods.get(name);
  if (method === undefined) return { kind: 'error', code: 400, message: 'INPUT_METHOD_INVALID' };

  if (!method.open) {
    if (account === null) return { kind: 'error', code: 401, message: 'AUTH_KEY_UNREGISTERED' };
    const failure = failureOf(account.script);
    if (failure !== null) return { kind: 'error', ...failure };
  }
  try {
    return { kind: 'result', body: method.answer(inner, context) };
  } catch (error) {
    if (error instanceof RpcFault) return { kind: 'error', code: error.code, message: error.message };
    throw error;
  }
}
