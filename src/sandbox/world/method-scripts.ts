import { z } from 'zod';

/** How one method behaves towards one account, for the next so many requests or for good. */
export const methodScriptSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('error'),
    code: z.int(),
    message: z.string(),
    times: z.int().positive().optional(),
  }),
  z.object({ kind: z.literal('silent'), times: z.int().positive().optional() }),
]);
export type MethodScript = z.infer<typeof methodScriptSchema>;

/** How the data centres treat whoever wants to sign in with a phone number. */
export const phoneScriptSchema = z.discriminatedUnion('kind', [
  /** E.g. PHONE_NUMBER_BANNED, PHONE_NUMBER_FLOOD, FLOOD_WAIT_42. */
  z.object({ kind: z.literal('error'), code: z.int(), message: z.string() }),
  /** Which error sends it to its own data centre: at once, or only when the code is given. */
  z.object({ kind: z.literal('migrates'), how: z.enum(['phone', 'network', 'user']) }),
]);
export type PhoneScript = z.infer<typeof phoneScriptSchema>;

/** The script that applies to this request, counted; null when there is none. */
export function takeMethodScript(scripts: Map<string, MethodScript>, request: string): MethodScript | null {
  const script = scripts.get(request);
  if (script === undefined) return null;
  if (script.times === 1) scripts.delete(request);
  else if (script.times !== undefined) scripts.set(request, { ...script, times: script.times - 1 });
  return script;
}
