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
} as const;
