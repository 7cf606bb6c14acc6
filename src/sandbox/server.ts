import type { SandboxAccount } from './accounts/account.ts';
import { ConnectionCounts, type SandboxCounts } from './connection-counts.ts';
import { startDataCentre, type DataCentre } from './data-centre.ts';
import type { ServerIdentity } from './handshake/server-identity.ts';
import { SandboxWorld } from './world/sandbox-world.ts';

export type SandboxServer = {
  /** The first is the one that clients try when they know nothing. */
  readonly dataCentres: readonly DataCentre[];
  readonly world: SandboxWorld;
  counts(): SandboxCounts;
  /** Restarts one data centre, or all of them. */
  restart(dataCentre: number | null, downMs: number): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  readonly dataCentres: readonly { readonly id: number; readonly identity: ServerIdentity }[];
  readonly accounts: readonly SandboxAccount[];
  readonly host: string;
  /** The first data centre's port; 0 chooses a free one, as for all the others. */
  readonly port: number;
  readonly loginCodeSeconds: number;
  readonly loginTokenSeconds: number;
  readonly revokeDuplicates: boolean;
  readonly onBadClient: (error: Error) => void;
};

/** Starts all data centres in this process. Rejects when a port cannot be had. */
export async function startServer(options: Options): Promise<SandboxServer> {
  const world = new SandboxWorld(options);
  const counts = new ConnectionCounts();
  const started: DataCentre[] = [];
  const { host, onBadClient, revokeDuplicates } = options;
  for (const [index, { id, identity }] of options.dataCentres.entries()) {
    const dataCentre = await startDataCentre({
      host,
      port: index === 0 ? options.port : 0,
      dataCentre: id,
      identity,
      world,
      counts,
      revokeDuplicates,
      onBadClient,
      addresses: () => started,
    });
    started.push(dataCentre);
  }
  return {
    dataCentres: started,
    world,
    counts: () => counts.snapshot(),
    restart: async (wanted, downMs) => {
      const affected = started.filter(({ id }) => wanted === null || id === wanted);
      await Promise.all(affected.map((dataCentre) => dataCentre.restart(downMs)));
    },
    close: async () => {
      await Promise.all(started.map((dataCentre) => dataCentre.close()));
    },
  };
}
