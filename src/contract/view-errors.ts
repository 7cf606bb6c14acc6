import type { ErrorEntry } from './errors.ts';

export const viewErrors = {
  VIEW_NAME_TAKEN: {
    title: 'A view of this name exists',
    message: 'You already have a saved view called “{{name}}” for this page.',
    advice: 'Choose another name, or save over the old view.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  VIEW_NOT_YOURS: {
    title: 'This view belongs to somebody else',
    message: 'The view “{{name}}” was saved by {{owner}}. Only they and administrators can change it.',
    advice: 'Save a view of your own under another name.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 403,
  },
  VIEW_CHANGED_BY_OTHER: {
    title: 'Somebody else has changed this view',
    message: 'The view “{{name}}” is no longer what you saw. Nothing was overwritten.',
    advice: 'Apply it to see what it is now, or save yours under another name.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  VIEW_LIMIT_REACHED: {
    title: 'There are enough saved views',
    message: 'You have {{most}} saved views of this page, which is the most there can be.',
    advice: 'Delete those that you no longer use.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  VIEW_FILE_UNREADABLE: {
    title: 'This file cannot be imported',
    message: 'The views cannot be read from the file: {{problem}}.',
    advice: 'Use a file as it was exported from saved views. Nothing was imported.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  VIEW_FILE_NEWER: {
    title: 'This file is of a newer console',
    message: 'The file has version {{version}} of the format, which this console does not know yet.',
    advice: 'Update this console, or export the views from one of its version. Nothing was imported.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
} as const satisfies Record<string, ErrorEntry>;
