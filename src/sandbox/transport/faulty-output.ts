import type { Socket } from 'node:net';
import type { AccountScript } from '../accounts/script.ts';
import { FullFrameWriter } from './full-framing.ts';

/** Sends payloads on one socket, the way the script of the account at the other end has it. */
export class FaultyOutput {
  readonly #socket: Socket;
  readonly #writer = new FullFrameWriter();
  #sentBytes = 0;
  readonly #dripping: number[] = [];
  #dripTimer: NodeJS.Timeout | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.once('close', () => {
      if (this.#dripTimer !== null) clearInterval(this.#dripTimer);
    });
  }

  send(payload: Buffer, script: AccountScript | undefined): void {
    if (!this.#socket.writable) return;
    if (script?.kind === 'corrupt') {
      this.#socket.write(this.#corrupted(script.part, payload));
      return;
    }
    const frame = this.#writer.frame(payload);
    if (script?.kind === 'cut') this.#sendUntil(script.afterBytes, frame);
    else if (script?.kind === 'drip') this.#drip(script.everyMs, frame);
    else {
      this.#sentBytes += frame.length;
      this.#socket.write(frame);
    }
  }

  #sendUntil(afterBytes: number, frame: Buffer): void {
    const allowed = Math.max(0, afterBytes - this.#sentBytes);
    this.#sentBytes += Math.min(allowed, frame.length);
    if (frame.length <= allowed) this.#socket.write(frame);
    else this.#socket.write(frame.subarray(0, allowed), () => this.#socket.resetAndDestroy());
  }

  #drip(everyMs: number, frame: Buffer): void {
    this.#dripping.push(...frame);
    this.#dripTimer ??= setInterval(() => {
      const byte = this.#dripping.shift();
      if (byte !== undefined && this.#socket.writable) this.#socket.write(Buffer.of(byte));
    }, everyMs);
  }

  #corrupted(part: 'checksum' | 'payload', payload: Buffer): Buffer {
    if (part === 'payload') return this.#writer.frame(turnOneBit(payload));
    return turnOneBit(this.#writer.frame(payload));
  }
}

/** In the last byte, which belongs to the checksum of a frame and to the encrypted part of a payload. */
function turnOneBit(bytes: Buffer): Buffer {
  const turned = Buffer.from(bytes);
  const last = turned.length - 1;
  turned.writeUInt8(turned.readUInt8(last) ^ 1, last);
  return turned;
}
