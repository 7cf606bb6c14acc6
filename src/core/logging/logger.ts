import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import openRotatingFile from 'pino-roll';
import { loggableError } from '../backend/loggable-error.ts';
import { redact } from './redaction.ts';

export type Logger = pino.Logger;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const sizePerFile = '10m';
const filesKept = 5;

/** A log that is closed with everything in it. */
export type OpenLog = { readonly logger: Logger; readonly folder: string; close(): Promise<void> };

/**
 * Opens the structured log in `<dataDir>/logs`: one JSON object per line, a new file at 10 MB or at midnight, five kept.
 * Every line passes `redact` before it is written. A log that cannot be written never stops the program.
 */
export async function openLog(dataDir: string, level: LogLevel): Promise<OpenLog> {
  const folder = path.join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = await openRotatingFile({
    file: path.join(folder, 'opsdeck'),
    extension: '.log',
    size: sizePerFile,
    frequency: 'daily',
    limit: { count: filesKept },
  });
  let lastComplaint = 0;
  file.on('error', (error: Error) => {
    if (Date.now() - lastComplaint < 60_000) return;
    lastComplaint = Date.now();
    process.stderr.write(`The log cannot be written: ${error.message}\n`);
  });
  return {
    logger: redactingLogger(level, file),
    folder,
    close: () =>
      new Promise((resolve) => {
        file.once('close', () => resolve());
        file.end();
      }),
  };
}

/** A logger over any destination, with the redaction that every log of the program has. */
export function redactingLogger(level: LogLevel, destination: pino.DestinationStream): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeError(loggableError(error)) },
      hooks: { streamWrite: redact },
    },
    destination,
  );
}

function describeError(error: unknown): unknown {
  return error instanceof Error ? pino.stdSerializers.errWithCause(error) : error;
}

/** A logger that writes nothing, for tests and tools. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
