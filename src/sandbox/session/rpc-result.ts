import { Api } from 'telegram/tl/index.js';
import { RPCResult } from 'telegram/tl/core/RPCResult.js';

/** `rpc_result`: the ID of the message that asked, then the answer's bytes. */
export function encodeRpcResult(requestId: bigint, body: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(RPCResult.CONSTRUCTOR_ID, 0);
  head.writeBigInt64LE(requestId, 4);
  return Buffer.concat([head, body]);
}

export function encodeRpcError(requestId: bigint, errorCode: number, errorMessage: string): Buffer {
  return encodeRpcResult(requestId, new Api.RpcError({ errorCode, errorMessage }).getBytes());
}

const vectorConstructor = 0x1cb5c415;

export function encodeVector(items: readonly { getBytes(): Buffer }[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(vectorConstructor, 0);
  head.writeInt32LE(items.length, 4);
  return Buffer.concat([head, ...items.map((item) => item.getBytes())]);
}

/** `boolTrue`: what a method answers that has nothing to say but that it is done. */
export const encodedTrue = Buffer.from('b5757299', 'hex');
