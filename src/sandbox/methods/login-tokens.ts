import { Api } from 'telegram/tl/index.js';
import { isExpired } from '../world/login-tokens.ts';
import { RpcFault } from '../world/rpc-fault.ts';
import type { KnownKey, SandboxUser } from '../world/sandbox-user.ts';
import { authorization } from './authorization-object.ts';
import type { MethodContext, SandboxMethod } from './method.ts';

export const authExportLoginToken: SandboxMethod = {
  request: 'auth.ExportLoginToken',
  open: true,
  answer: (request, context) => {
    if (!(request instanceof Api.auth.ExportLoginToken)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const { world, key, dataCentre } = context;
    const token = world.tokens.issue(key);
    const user = token.acceptedBy;
    if (user === null)
      return new Api.auth.LoginToken({ expires: token.expires, token: token.token }).getBytes();
    if (user.account.dataCentre !== dataCentre) {
      return new Api.auth.LoginTokenMigrateTo({
        dcId: user.account.dataCentre,
        token: token.token,
      }).getBytes();
    }
    world.tokens.use(token);
    return signedIn(context, key, user);
  },
};

export const authImportLoginToken: SandboxMethod = {
  request: 'auth.ImportLoginToken',
  open: true,
  answer: (request, context) => {
    if (!(request instanceof Api.auth.ImportLoginToken)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const { world, key, dataCentre } = context;
    const token = world.tokens.find(request.token);
    if (token === undefined) throw new RpcFault(400, 'AUTH_TOKEN_INVALID');
    const user = token.acceptedBy;
    if (user === null || isExpired(token)) throw new RpcFault(400, 'AUTH_TOKEN_EXPIRED');
    if (user.account.dataCentre !== dataCentre) throw new RpcFault(400, 'AUTH_TOKEN_INVALID');
    world.tokens.use(token);
    return signedIn(context, key, user);
  },
};

function signedIn({ world }: MethodContext, key: KnownKey, user: SandboxUser): Buffer {
  key.candidate = user;
  if (user.password !== null) {
    key.awaitsPassword = user;
    throw new RpcFault(401, 'SESSION_PASSWORD_NEEDED');
  }
  world.signIn(key, user);
  return new Api.auth.LoginTokenSuccess({ authorization: authorization(user) }).getBytes();
}
