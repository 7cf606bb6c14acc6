import type { ErrorEntry } from './errors.ts';

export const reportErrors = {
  REPORT_NAME_TAKEN: {
    title: 'A report of this name exists',
    message: 'There is a report called “{{name}}” already.',
    advice: 'Choose another name, or change that report.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  REPORT_NOT_YOURS: {
    title: 'This report belongs to somebody else',
    message: 'The report “{{name}}” was made by {{owner}}. Only they and administrators can change it.',
    advice: 'Make a copy of it: that is yours.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 403,
  },
  REPORT_CHANGED_BY_OTHER: {
    title: 'Somebody else has changed this report',
    message: 'The report “{{name}}” is no longer what you saw. Nothing was overwritten.',
    advice: 'Close the form and open it again to see what it is now.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  REPORT_LIMIT_REACHED: {
    title: 'There are enough reports',
    message: 'The team has {{most}} reports of its own, which is the most there can be.',
    advice: 'Delete those that nobody uses any longer.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
} as const satisfies Record<string, ErrorEntry>;
