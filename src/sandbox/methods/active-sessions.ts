import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { encodedTrue } from '../session/rpc-result.ts';
import { RpcFault } from '../world/rpc-fault.ts';
import type { SandboxMethod } from './method.ts';

/** Days after which Telegram signs an unused session out. */
const lifetimeDays = 180;

export const accountGetAuthorizations: SandboxMethod = {
  request: 'account.GetAuthorizations',
  open: false,
  answer: (_request, { user, key }) =>
    new Api.account.Authorizations({
      authorizationTtlDays: lifetimeDays,
      authorizations: [...user.grants.values()].map((grant) => {
        const isCurrent = grant.key === key;
        return new Api.Authorization({
          ...(isCurrent ? { current: true } : { officialApp: grant.key === null }),
          // Telegram names the session that asks by 0, so that nobody ends it by its number.
          hash: returnBigInt(isCurrent ? 0 : grant.hash),
          deviceModel: grant.client.deviceModel,
          platform: grant.platform,
          systemVersion: grant.client.systemVersion,
          apiId: grant.client.apiId,
          appName: grant.appName,
          appVersion: grant.client.appVersion,
          dateCreated: grant.created,
          dateActive: grant.active,
          ip: grant.ip,
          country: grant.country,
          region: '',
        });
      }),
    }).getBytes(),
};

export const accountResetAuthorization: SandboxMethod = {
  request: 'account.ResetAuthorization',
  open: false,
  answer: (request, { world, user }) => {
    if (!(request instanceof Api.account.ResetAuthorization))
      throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    if (!world.terminate(user, String(request.hash))) throw new RpcFault(400, 'HASH_INVALID');
    return encodedTrue;
  },
};

export const authResetAuthorizations: SandboxMethod = {
  request: 'auth.ResetAuthorizations',
  open: false,
  answer: (_request, { world, user, key }) => {
    const others = [...user.grants.values()].filter((grant) => grant.key !== key);
    for (const { hash } of others) world.terminate(user, hash);
    return encodedTrue;
  },
};

export const authLogOut: SandboxMethod = {
  request: 'auth.LogOut',
  open: false,
  answer: (_request, { world, key }) => {
    world.signOut(key);
    return new Api.auth.LoggedOut({}).getBytes();
  },
};
