/** Errors of the local cache; a part of the catalogue in errors.ts. */
export const syncErrors = {
  CACHE_NOT_READY: {
    title: 'The local copy is being made',
    message: 'This console has no complete local copy of the data yet.',
    advice: 'Wait a moment: the status line shows how far it is. Nothing is lost.',
    retryable: true,
    logLevel: 'info',
    httpStatus: 503,
  },
} as const;
