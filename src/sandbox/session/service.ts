import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { ClientObject } from './contents.ts';

type ServiceAnswer = {
  readonly kind: 'answer' | 'notice';
  readonly contentRelated: boolean;
  readonly body: Buffer;
};

const saltLifetimeSeconds = 1_800;
/** `msgs_state_info`: the message was received. */
const received = String.fromCharCode(4);

/**
 * Answers what belongs to the protocol and not to a method.
 * Gives undefined for a request that some method must answer, null where nothing is to be said.
 */
export function answerService(
  { messageId, object }: ClientObject,
  salt: bigint,
): ServiceAnswer | null | undefined {
  if (
    object instanceof Api.MsgsAck ||
    object instanceof Api.MsgsStateInfo ||
    object instanceof Api.MsgsAllInfo
  ) {
    return null;
  }
  if (object instanceof Api.HttpWait || object instanceof Api.MsgResendReq) return null;
  const msgId = returnBigInt(messageId);
  if (object instanceof Api.Ping || object instanceof Api.PingDelayDisconnect) {
    return answer(new Api.Pong({ msgId, pingId: object.pingId }));
  }
  if (object instanceof Api.MsgsStateReq) {
    return answer(new Api.MsgsStateInfo({ reqMsgId: msgId, info: received.repeat(object.msgIds.length) }));
  }
  if (object instanceof Api.GetFutureSalts) {
    const now = Math.floor(Date.now() / 1000);
    const salts = [
      new Api.FutureSalt({
        validSince: now,
        validUntil: now + saltLifetimeSeconds,
        salt: returnBigInt(salt),
      }),
    ];
    return answer(new Api.FutureSalts({ reqMsgId: msgId, now, salts }));
  }
  return undefined;
}

function answer(object: { getBytes(): Buffer }): ServiceAnswer {
  return { kind: 'answer', contentRelated: false, body: object.getBytes() };
}
