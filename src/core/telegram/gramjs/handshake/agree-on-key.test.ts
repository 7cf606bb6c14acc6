import { Handshake } from '#sandbox/handshake/handshake.ts';
import { generateServerIdentity } from '#sandbox/handshake/server-identity.ts';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import { readBigIntFromBuffer } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { describe, expect, it } from 'vitest';
import { numberOf, powerModulo } from '../../modular-arithmetic.ts';
import { registerServerKey } from '../register-server-key.ts';
import { agreeOnKey, type PlainSender } from './agree-on-key.ts';
import { exchangeKeys, type Agreement, type Proposal } from './exchange-keys.ts';
import { HandshakeFailed } from './handshake-failed.ts';

const identity = generateServerIdentity();
registerServerKey(identity.publicKeyPem);

/** The sandbox's half of the handshake, without a network; `spoil` changes what it answers. */
function openServer(spoil: (answer: unknown) => unknown = (answer) => answer) {
  const keys: Buffer[] = [];
  const handshake = new Handshake(identity, (authKey) => keys.push(authKey));
  const sender: PlainSender = {
    send: async (request) => {
      const answer: unknown = new BinaryReader(await handshake.answer(request.getBytes())).tgReadObject();
      return spoil(answer);
    },
  };
  return { sender, keys };
}

/** Chooses the secret so that the key begins with a zero byte, as one in 256 does by itself. */
function exchangeForShortKey(proposal: Proposal): Agreement {
  const prime = numberOf(proposal.prime);
  const theirs = numberOf(proposal.publicValue);
  let secret = 2n ** 2047n;
  let shared = powerModulo(theirs, secret, prime);
  while (shared >= 2n ** 2040n) {
    secret += 1n;
    shared = (shared * theirs) % prime;
  }
  return exchangeKeys(proposal, () => secret);
}

function flip(nonce: Api.ResPQ['nonce']): Api.ResPQ['nonce'] {
  return nonce.xor(readBigIntFromBuffer(Buffer.from([1])));
}

describe('agreeing on a key', () => {
  it('gives both ends the same key', async () => {
    const { sender, keys } = openServer();
    expect([await agreeOnKey(sender)]).toEqual(keys);
  });

  it('keeps the zeros at the beginning of a key', async () => {
    const { sender, keys } = openServer();
    const authKey = await agreeOnKey(sender, exchangeForShortKey);
    expect(authKey[0]).toBe(0);
    expect(authKey).toHaveLength(256);
    expect(keys).toEqual([authKey]);
  });

  it.each<[string, (answer: unknown) => unknown]>([
    ['no offer', () => new Api.MsgsAck({ msgIds: [] })],
    [
      'an offer for somebody else',
      (answer) => spoilt(answer, Api.ResPQ, (it) => ({ nonce: flip(it.nonce) })),
    ],
    [
      'an unknown server',
      (answer) =>
        spoilt(answer, Api.ResPQ, () => ({
          serverPublicKeyFingerprints: [readBigIntFromBuffer(Buffer.from([7]))],
        })),
    ],
    ['a hard proof of work', (answer) => spoilt(answer, Api.ResPQ, () => ({ pq: Buffer.alloc(16, 0xff) }))],
    [
      'parameters of another handshake',
      (answer) => spoilt(answer, Api.ServerDHParamsOk, (it) => ({ serverNonce: flip(it.serverNonce) })),
    ],
    [
      'parameters that are cut off',
      (answer) =>
        spoilt(answer, Api.ServerDHParamsOk, (it) => ({
          encryptedAnswer: it.encryptedAnswer.subarray(0, 100),
        })),
    ],
    [
      'parameters that end too early',
      (answer) =>
        spoilt(answer, Api.ServerDHParamsOk, (it) => ({
          encryptedAnswer: it.encryptedAnswer.subarray(0, 96),
        })),
    ],
    [
      'parameters that were changed',
      (answer) =>
        spoilt(answer, Api.ServerDHParamsOk, ({ encryptedAnswer }) => {
          const changed = Buffer.from(encryptedAnswer);
          changed.writeUInt8(changed.readUInt8(200) ^ 1, 200);
          return { encryptedAnswer: changed };
        }),
    ],
    [
      'another key',
      (answer) => spoilt(answer, Api.DhGenOk, (it) => ({ newNonceHash1: flip(it.newNonceHash1) })),
    ],
    [
      'a refusal',
      (answer) => {
        if (!(answer instanceof Api.DhGenOk)) return answer;
        const { nonce, serverNonce, newNonceHash1: newNonceHash3 } = answer;
        return new Api.DhGenFail({ nonce, serverNonce, newNonceHash3 });
      },
    ],
  ])('fails for %s', async (_what, spoil) => {
    await expect(agreeOnKey(openServer(spoil).sender)).rejects.toThrow(HandshakeFailed);
  });
});

type Message<Fields> = { readonly [Field in keyof Fields]: Fields[Field] };

/** The same answer with other values, when it is of this kind. */
function spoilt<Answer extends object>(
  answer: unknown,
  kind: new (...parameters: never[]) => Answer,
  change: (answer: Answer) => Partial<Message<Answer>>,
): unknown {
  return answer instanceof kind ? Object.assign(answer, change(answer)) : answer;
}
