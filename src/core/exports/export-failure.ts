import { OpsdeckError } from '#contract/errors.ts';
import type { Logger } from '../logging/logger.ts';
import { referenceOf } from '../rpc/wire-error.ts';
import type { ExportEvent } from './export-job.ts';

type Failed = Extract<ExportEvent, { readonly kind: 'failed' }>;

/** Why a file could not be written, for the person who wanted it. What is not expected goes to the log. */
export function exportFailure({ code, message }: Failed, what: string, logger: Logger): OpsdeckError {
  if (code === 'ENOSPC' || code === 'EDQUOT') return new OpsdeckError('DISK_FULL', { what });
  if (code === 'TOO_MANY_ROWS' || code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new OpsdeckError('EXPORT_TOO_LARGE', { what });
  }
  // The local copy was replaced, or is damaged and about to be built anew.
  if (code.startsWith('SQLITE_')) {
    logger.warn({ code, problem: message }, 'the local copy could not be read for an export');
    return new OpsdeckError('CACHE_NOT_READY', {});
  }
  const error = new Error(message);
  const reference = referenceOf(error);
  logger.error({ err: error, reference, code }, 'an export failed');
  return new OpsdeckError('UNEXPECTED', { reference });
}
