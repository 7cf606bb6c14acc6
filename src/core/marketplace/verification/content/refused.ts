import { OpsdeckError } from '#contract/errors.ts';

/** A file that is not taken. The problem never quotes the file. */
export function refused(problem: string): OpsdeckError<'DOCUMENT_REFUSED'> {
  return new OpsdeckError('DOCUMENT_REFUSED', { problem });
}
