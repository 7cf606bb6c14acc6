import { z } from 'zod';
import { workspaceSettingsSchema, type WorkspaceSettings } from '#contract/settings.ts';

type AccountChecks = WorkspaceSettings['accountChecks'];

/** The settings as people enter them: times in seconds, and a field may be empty for a moment. */
export type AccountChecksValues = {
  readonly paceSeconds: number | string;
  readonly concurrency: number | string;
  readonly deadlineSeconds: number | string;
};

export type Range = { readonly min: number; readonly max: number };

const fields = workspaceSettingsSchema.shape.accountChecks.unwrap().shape;

/** What each field may be, in the units of the form. The contract is the only place that says it. */
export const ranges = {
  paceSeconds: rangeOf(fields.paceMs.unwrap(), 1_000),
  concurrency: rangeOf(fields.concurrency.unwrap(), 1),
  deadlineSeconds: rangeOf(fields.deadlineMs.unwrap(), 1_000),
} as const;

type Messages = {
  readonly outOfRange: (range: Range) => string;
  readonly wholeNumber: string;
};

/** The form's schema, with messages in the page's language and units. */
export function accountChecksSchema(messages: Messages) {
  const within = (range: Range) => {
    const error = messages.outOfRange(range);
    return z.number({ error }).min(range.min, { error }).max(range.max, { error });
  };
  return z.object({
    paceSeconds: within(ranges.paceSeconds),
    concurrency: within(ranges.concurrency).refine(Number.isInteger, { error: messages.wholeNumber }),
    deadlineSeconds: within(ranges.deadlineSeconds),
  });
}

export function toValues({ paceMs, concurrency, deadlineMs }: AccountChecks): AccountChecksValues {
  return { paceSeconds: paceMs / 1_000, concurrency, deadlineSeconds: deadlineMs / 1_000 };
}

/** For values that have passed the schema. */
export function fromValues({
  paceSeconds,
  concurrency,
  deadlineSeconds,
}: AccountChecksValues): AccountChecks {
  return {
    paceMs: Math.round(Number(paceSeconds) * 1_000),
    concurrency: Number(concurrency),
    deadlineMs: Math.round(Number(deadlineSeconds) * 1_000),
  };
}

/** The least time a check of so many accounts takes, in milliseconds: the pace alone, as if every answer came at once. */
export function shortestCheckMs(accounts: number, { paceSeconds }: AccountChecksValues): number | null {
  if (typeof paceSeconds !== 'number') return null;
  return Math.max(0, accounts - 1) * paceSeconds * 1_000;
}

function rangeOf(
  schema: { readonly minValue: number | null; readonly maxValue: number | null },
  unit: number,
): Range {
  return { min: (schema.minValue ?? 0) / unit, max: (schema.maxValue ?? Number.MAX_SAFE_INTEGER) / unit };
}
