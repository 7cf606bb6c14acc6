import type { Cache } from '../../cache/cache.ts';
import type { Logger } from '../../logging/logger.ts';
import type { ImplementedProcedure } from '../../rpc/implement.ts';
import { readOperator } from '../../workspaces/read-operator.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { OfflineRules } from './offline-rule.ts';
import { Outbox } from './outbox.ts';
import { OutboxFile } from './outbox-file.ts';
import { RecentlyApplied } from './recently-applied.ts';
import { Replay } from './replay.ts';
import { sendTo } from './send-call.ts';

export type OpenOutbox = {
  readonly outbox: Outbox;
  /** The database answers again: sends what waits. */
  wake(): void;
  close(): Promise<void>;
};

/** Opens the data folder's outbox for a workspace. @throws OpsdeckError OUTBOX_UNREADABLE */
export function openOutbox(parts: {
  readonly dataDir: string;
  readonly workspace: Workspace;
  readonly rules: OfflineRules;
  /** The handler of a command, by its name in the contract. */
  readonly command: (name: string) => ImplementedProcedure;
  readonly isOnline: () => boolean;
  readonly cache: Pick<Cache, 'caughtUp'>;
  readonly logger: Logger;
}): OpenOutbox {
  const { workspace, rules, isOnline } = parts;
  const file = new OutboxFile(parts.dataDir, workspace.id);
  const recent = new RecentlyApplied();
  const send = sendTo(workspace);
  const replay = new Replay({
    ...parts,
    file,
    recent,
    send,
    readOperator: (operatorId) => readOperator(workspace, operatorId),
  });
  return {
    outbox: new Outbox({ file, rules, send, recent, replay, isOnline }),
    wake: () => replay.wake(),
    async close() {
      await replay.close();
      file.close();
    },
  };
}
