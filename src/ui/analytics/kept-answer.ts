import { keepPreviousData } from '@tanstack/react-query';

/** What was shown stays until the next answer is there, and is asked again now and then: sums follow the business. */
export const kept = { placeholderData: keepPreviousData, refetchInterval: 15_000 } as const;
