/** Errors of exports; a part of the catalogue in errors.ts. */
export const exportErrors = {
  EXPORT_TOO_LARGE: {
    title: 'This is too large for one file of that kind',
    message: '{{what}} has more rows than a file of that kind can hold.',
    advice: 'Narrow the filter, or choose CSV, JSON or Excel, which have no such limit.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 413,
  },
} as const;
