/** How long one operation may take, and what ends it before. */
export type Course = { readonly deadlineMs: number; readonly signal: AbortSignal };
