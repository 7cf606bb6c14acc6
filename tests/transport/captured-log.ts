import { Writable } from 'node:stream';
import { redactingLogger, type Logger } from '#core/logging/logger.ts';

/** A logger as the program has it, whose text a test can read. */
export function capturedLog(): { readonly logger: Logger; readonly text: () => string } {
  let text = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { logger: redactingLogger('debug', sink), text: () => text };
}
