import type { AccountImportState } from '#contract/account-import.ts';
import { backendError } from '../../backend/backend-error.ts';
import type { Logger } from '../../logging/logger.ts';
import { referenceOf } from '../../rpc/wire-error.ts';

/** Why writing ended early, as the page is told; what was not expected is in the log under its reference. */
export function failureOf(logger: Logger, error: unknown): NonNullable<AccountImportState['failure']> {
  const expected = backendError(error);
  if (expected !== null) {
    logger.warn({ failure: expected.code }, 'an import could not be written');
    return { code: expected.code, details: { ...expected.details } };
  }
  const reference = referenceOf(error instanceof Error ? error : new Error('not an error'));
  logger.error({ reference, err: error }, 'an import could not be written');
  return { code: 'UNEXPECTED', details: { reference } };
}
