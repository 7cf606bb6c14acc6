import { keepPreviousData } from '@tanstack/react-query';

/** What was shown stays until the next answer is there. */
export const kept = { placeholderData: keepPreviousData } as const;
