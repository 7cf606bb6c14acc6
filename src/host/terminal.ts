import { styleText } from 'node:util';
import { errorCatalogue, fillPlaceholders, isOpsdeckError, type OpsdeckError } from '#contract/errors.ts';

/** A line for the person at the terminal. The log is for everything else. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Why the console did not start: one line, with what to do. An unexpected error also gets its stack. */
export function sayFailure(error: unknown): void {
  if (isOpsdeckError(error)) {
    const { title } = errorCatalogue[error.code];
    process.stderr.write(
      `${styleText('red', `${title}.`)} ${error.message} ${adviceOf(error)} [${error.code}]\n`,
    );
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${styleText('red', 'Opsdeck did not start because of an unexpected error.')}\n${text}\n`,
  );
}

function adviceOf(error: OpsdeckError): string {
  return fillPlaceholders(errorCatalogue[error.code].advice, error.details);
}
