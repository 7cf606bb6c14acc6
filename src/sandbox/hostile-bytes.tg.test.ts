import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import * as fc from 'fast-check';
import { Api } from 'telegram/tl/index.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePlainMessage } from './handshake/plain-message.ts';
import { authKeyIdentifier } from './session/encryption.ts';
import { startSandbox, type Sandbox } from './start-sandbox.ts';
import { FullFrameWriter } from './transport/full-framing.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ count: 1 });
});
afterAll(() => sandbox.stop());

/** Sends the bytes, says that no more will come, and waits until the connection is over. */
function send(bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(sandbox.port, sandbox.host, () => socket.end(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
  });
}

/** Resolves when the sandbox, not we, ends the connection. */
function sendAndBeCutOff(bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(sandbox.port, sandbox.host, () => socket.write(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
  });
}

function framed(payload: Uint8Array): Buffer {
  const words = Buffer.alloc(Math.max(4, Math.ceil(payload.length / 4) * 4));
  words.set(payload);
  return new FullFrameWriter().frame(words);
}

describe('hostile bytes', () => {
  it('never bring the sandbox down', async () => {
    const keyId = Buffer.alloc(8);
    keyId.writeBigInt64LE(authKeyIdentifier(sandbox.accounts[0]?.authKey ?? Buffer.alloc(256)));
    const anyBytes = fc.uint8Array({ maxLength: 600 });
    const request = new Api.ReqDHParams({
      nonce: returnBigInt(1),
      serverNonce: returnBigInt(2),
      p: Buffer.alloc(4),
      q: Buffer.alloc(4),
      publicKeyFingerprint: returnBigInt(3),
      encryptedData: randomBytes(256),
    }).getBytes();
    const constructors = [
      Api.ReqPqMulti,
      Api.ReqPq,
      Api.ReqDHParams,
      Api.SetClientDHParams,
      Api.User,
      Api.Config,
    ];
    const handshakeBody = fc
      .tuple(fc.constantFrom(...constructors), anyBytes)
      .map(([{ CONSTRUCTOR_ID }, rest]) => {
        const head = Buffer.alloc(4);
        head.writeUInt32LE(CONSTRUCTOR_ID);
        return Buffer.concat([head, rest]);
      });
    const hostile = fc.oneof(
      anyBytes.map((bytes) => Buffer.from(bytes)),
      anyBytes.map(framed),
      handshakeBody.map((body) => framed(writePlainMessage(1n, body))),
      fc.nat({ max: request.length }).map((end) => framed(writePlainMessage(1n, request.subarray(0, end)))),
      anyBytes.map((bytes) => framed(Buffer.concat([keyId, bytes]))),
      anyBytes.map((bytes) => framed(Buffer.concat([keyId, randomBytes(16), bytes]))),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (bytes) => {
        await send(bytes);
      }),
      { numRuns: 500 },
    );
    await sandbox.untilOpenSockets(0);
    expect((await sandbox.counts()).totalSockets).toBe(500);
  });

  it.each([
    ['an impossible length', Buffer.from('ffffffff00000000', 'hex')],
    ['a length that is too short', Buffer.from('0000000000000000', 'hex')],
    ['a wrong checksum', Buffer.concat([framed(Buffer.alloc(32)).subarray(0, -4), Buffer.alloc(4)])],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: example.org\r\n\r\n')],
    ['a plain message that is no handshake', framed(writePlainMessage(1n, Buffer.alloc(64, 9)))],
  ])('cut their own connection: %s', async (_what, bytes) => {
    await sendAndBeCutOff(bytes);
  });
});
