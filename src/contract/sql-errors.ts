/** Errors of the SQL console; a part of the catalogue in errors.ts. */
export const sqlErrors = {
  SQL_REFUSED: {
    title: 'This console only reads',
    message: 'The statement was not run: {{problem}}.',
    advice: 'Ask with SELECT, WITH, VALUES or EXPLAIN, one statement at a time. Nothing was changed.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  SQL_NOT_UNDERSTOOD: {
    title: 'SQLite does not understand this',
    message: 'Line {{line}}, column {{column}}: {{problem}}.',
    advice:
      'Correct the statement there and run it again. The tables and their columns are listed beside it.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  SQL_FAILED: {
    title: 'SQLite cannot run this',
    message: 'While it ran: {{problem}}.',
    advice: 'Correct the statement and run it again.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  SQL_TOOK_TOO_LONG: {
    title: 'The time is over',
    message: 'The statement had not ended after {{seconds}} s, and was ended.',
    advice:
      'Narrow it to a shorter period, use a column that has an index, or ask the sums. You can also allow it more time.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 422,
  },
  SQL_TOO_LARGE: {
    title: 'The statement needs too much memory',
    message: 'It was ended when it took more than {{megabytes}} MB.',
    advice: 'Ask for fewer rows or shorter texts, and do not join or group all of them into one value.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 413,
  },
  SQL_CANCELLED: {
    title: 'Cancelled',
    message: 'The statement was ended before it had an answer.',
    advice: 'Run it again when you want it.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
} as const;
