/** Errors of the metrics; a part of the catalogue in errors.ts. */
export const metricsErrors = {
  METRICS_DO_NOT_FIT: {
    title: 'That cannot be told apart',
    message: 'The metric “{{metric}}” cannot be split or filtered by {{dimensions}} together.',
    advice: 'Ask for fewer dimensions, or for one channel, editor or advertiser.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  METRICS_TOO_MANY_ROWS: {
    title: 'Too many rows to add up one by one',
    message:
      'No sums are kept of that, and {{rows}} rows are more than the {{most}} that are looked through for one answer.',
    advice:
      'Choose a shorter period, filter by one channel, editor or advertiser, or take one dimension away.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
} as const;
