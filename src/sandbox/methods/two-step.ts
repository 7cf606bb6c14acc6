import { randomBytes } from 'node:crypto';
import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { dhGenerator, dhPrime } from '../handshake/diffie-hellman.ts';
import { RpcFault } from '../world/rpc-fault.ts';
import { challenge, type TwoStepPassword } from '../world/two-step-password.ts';
import { authorization } from './authorization-object.ts';
import type { SandboxMethod } from './method.ts';

export const accountGetPassword: SandboxMethod = {
  request: 'account.GetPassword',
  open: true,
  answer: (_request, { key }) => {
    const user = key.awaitsPassword ?? key.user;
    if (user === null) throw new RpcFault(401, 'AUTH_KEY_UNREGISTERED');
    const { password } = user;
    return new Api.account.Password({
      ...(password === null ? {} : { hasPassword: true, ...offer(password) }),
      ...(password === null || password.hint === null ? {} : { hint: password.hint }),
      newAlgo: new Api.PasswordKdfAlgoUnknown(),
      newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
      secureRandom: randomBytes(32),
    }).getBytes();

    function offer(known: TwoStepPassword) {
      key.challenge = challenge(known);
      return {
        currentAlgo: new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
          salt1: known.salt1,
          salt2: known.salt2,
          g: dhGenerator,
          p: dhPrime,
        }),
        srp_B: key.challenge.publicValue,
        srpId: returnBigInt(key.challenge.id),
      };
    }
  },
};

export const authCheckPassword: SandboxMethod = {
  request: 'auth.CheckPassword',
  open: true,
  answer: (request, { world, key }) => {
    if (!(request instanceof Api.auth.CheckPassword)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const { awaitsPassword: user } = key;
    if (user === null) throw new RpcFault(401, 'AUTH_KEY_UNREGISTERED');
    const { password } = request;
    if (!(password instanceof Api.InputCheckPasswordSRP)) throw new RpcFault(400, 'PASSWORD_HASH_INVALID');
    const offered = key.challenge;
    key.challenge = null;
    if (offered === null || String(password.srpId) !== String(offered.id)) {
      throw new RpcFault(400, 'SRP_ID_INVALID');
    }
    if (!offered.accepts(password.A, password.M1)) throw new RpcFault(400, 'PASSWORD_HASH_INVALID');
    world.signIn(key, user);
    return authorization(user).getBytes();
  },
};
