import type { ErrorEntry } from './errors.ts';

export const annotationErrors = {
  ANNOTATION_NOT_YOURS: {
    title: 'This note belongs to somebody else',
    message: 'The note of {{day}} was written by {{owner}}. Only they and administrators can remove it.',
    advice: 'Ask one of them, or write a note of your own beside it.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 403,
  },
} as const satisfies Record<string, ErrorEntry>;
