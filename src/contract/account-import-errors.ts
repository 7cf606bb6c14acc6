/** What can go wrong while accounts are imported: part of the catalogue in errors.ts, where the parts are explained. */
export const accountImportErrors = {
  IMPORT_TOO_LARGE: {
    title: 'This file is too large',
    message: 'A file may have {{megabytes}} MB and {{rows}} accounts at most. Nothing was imported.',
    advice: 'Split it into several files and import them one after the other.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 413,
  },
  IMPORT_UNREADABLE: {
    title: 'This file cannot be read',
    message: 'The file cannot be read as a list of accounts: {{problem}}.',
    advice:
      'Correct the file and choose it again; the template shows what it may look like. Nothing was imported.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  IMPORT_HAS_BAD_ROWS: {
    title: 'Not every row can be imported',
    message: 'All or nothing was asked for, and the number of rows that cannot be read is {{bad}}.',
    advice: 'Correct them in the file, or import only the rows that are in order. Nothing was imported.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  IMPORT_EXPIRED: {
    title: 'This import is no longer here',
    message:
      'The console has forgotten the file: it ended, was left alone for too long, or the console was restarted.',
    advice:
      'Choose the file again. Accounts that are in the pool already are recognised, so nothing is added twice.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 410,
  },
} as const;
