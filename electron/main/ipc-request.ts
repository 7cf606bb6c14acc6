import { z } from 'zod';
import type { DesktopRequest } from '#contract/desktop-bridge.ts';

const id = z.string().min(1).max(100);

const requestSchema = z.union([
  z.strictObject({ id, kind: z.literal('leave') }),
  z.strictObject({
    id,
    kind: z.enum(['query', 'mutation', 'subscription']),
    path: z.string().min(1).max(200),
    input: z.unknown().optional(),
  }),
]) satisfies z.ZodType<DesktopRequest>;

/** The request in a message of the page; null for anything that is not one. */
export function parseRequest(message: unknown): DesktopRequest | null {
  if (typeof message !== 'string') return null;
  try {
    return requestSchema.parse(JSON.parse(message));
  } catch {
    return null;
  }
}
