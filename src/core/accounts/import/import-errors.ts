import { importLimits } from '#contract/account-import.ts';
import { OpsdeckError } from '#contract/errors.ts';

/** The file as a whole is of no use. The problem never repeats what is in it. */
export function unreadable(problem: string): OpsdeckError<'IMPORT_UNREADABLE'> {
  return new OpsdeckError('IMPORT_UNREADABLE', { problem });
}

export function tooLarge(): OpsdeckError<'IMPORT_TOO_LARGE'> {
  const { bytes, rows } = importLimits;
  return new OpsdeckError('IMPORT_TOO_LARGE', {
    megabytes: bytes / 1024 / 1024,
    rows: rows.toLocaleString('en'),
  });
}

/** It ran out, ended, or belongs to somebody else: whoever asks learns no difference. */
export function gone(): OpsdeckError<'IMPORT_EXPIRED'> {
  return new OpsdeckError('IMPORT_EXPIRED', {});
}
