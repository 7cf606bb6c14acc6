import { Api } from 'telegram/tl/index.js';
import { encodeVector } from '../session/rpc-result.ts';
import { RpcFault } from '../world/rpc-fault.ts';
import type { SandboxMethod } from './method.ts';
import { selfObject } from './user-object.ts';

/** Knows `inputUserSelf` only; other users do not exist for it. */
export const usersGetUsers: SandboxMethod = {
  request: 'users.GetUsers',
  open: false,
  answer: (request, { user }) => {
    if (!(request instanceof Api.users.GetUsers)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    if (!request.id.every((id) => id instanceof Api.InputUserSelf))
      throw new RpcFault(400, 'USER_ID_INVALID');
    return encodeVector(request.id.map(() => selfObject(user.account)));
  },
};
