import type { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';

const problemsShown = 3;

/** @throws OpsdeckError INVALID_INPUT saying which field is wrong and how; never with the value itself. */
export function parseInput(schema: z.ZodType, raw: unknown): unknown {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, problemsShown).map((issue) => {
    const field = issue.path.join('.');
    return field === '' ? issue.message : `${field}: ${issue.message}`;
  });
  throw new OpsdeckError('INVALID_INPUT', { problem: problems.join('; ') });
}

/** An output that does not fit its schema is a bug of ours: it becomes UNEXPECTED and is logged with the path. */
export function parseOutput(schema: z.ZodType, value: unknown): unknown {
  return schema.parse(value);
}
