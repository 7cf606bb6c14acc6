import { isOpsdeckError } from '#contract/errors.ts';
import type { ChannelId } from '#contract/ids.ts';

export type DecidedRow =
  | { readonly decided: true; readonly id: ChannelId; readonly version: number }
  | {
      readonly decided: false;
      readonly id: ChannelId;
      readonly code: string;
      readonly details: Record<string, string | number>;
    };

/**
 * Makes the same decision about many channels, one transaction each, in the order they are given: what one of them is refused for
 * is told and holds nobody else up. Anything unexpected (the database went away) ends it; sent again, it goes on.
 */
export async function decideChannels<Seen extends { readonly id: ChannelId }>(
  seen: readonly Seen[],
  decideOne: (channel: Seen) => Promise<{ version: number }>,
): Promise<DecidedRow[]> {
  const rows: DecidedRow[] = [];
  for (const channel of seen) {
    const { id } = channel;
    try {
      rows.push({ decided: true, id, version: (await decideOne(channel)).version });
    } catch (error) {
      if (!isOpsdeckError(error)) throw error;
      rows.push({ decided: false, id, code: error.code, details: { ...error.details } });
    }
  }
  return rows;
}
