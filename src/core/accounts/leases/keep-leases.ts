import type { Logger } from '../../logging/logger.ts';
import type { Hold } from '../../telegram/hold.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { connectedUntil, type Lease, type LeaseTimes, usualLeaseTimes } from './lease.ts';
import { renewLeases } from './renew-leases.ts';

/** A lease that is kept alive. As a `Hold` it tells an operation how long it may stay connected. */
export type KeptLease = Hold & {
  readonly lease: Lease;
  /** The operation begins: heartbeats go on no longer than its deadline, so that one that hangs loses its account. */
  begin(deadlineMs: number): void;
  /** Whether it is too late to connect under it. */
  isOver(): boolean;
  /** The operation is over: no more heartbeats. The lease itself ends when it is given back or has run out. */
  end(): void;
};

export type LeaseKeeper = {
  keep(lease: Lease): KeptLease;
  stop(): void;
};

type Entry = { lease: Lease; renewUntil: number; readonly listeners: Set<() => void> };

/**
 * The heartbeat: prolongs all leases that are kept, in one statement, as long as their operations go on. When the database
 * cannot be reached nothing is prolonged, and operations end before their leases do.
 */
export function createLeaseKeeper(
  workspace: Workspace,
  options: { readonly times?: LeaseTimes; readonly logger?: Logger } = {},
): LeaseKeeper {
  const { leaseMs, beatMs } = options.times ?? usualLeaseTimes;
  const kept = new Set<Entry>();
  let timer: NodeJS.Timeout | null = null;
  let isBeating = false;

  function change(entry: Entry, lease: Lease): void {
    entry.lease = lease;
    for (const listener of entry.listeners) listener();
  }

  async function beat(): Promise<void> {
    const now = performance.now();
    // Most operations are over long before their first heartbeat; those that wait for one are asked about together.
    const due = [...kept].filter(
      ({ lease, renewUntil }) => now < renewUntil && lease.validUntil - now <= leaseMs - beatMs,
    );
    const leases = due.map(({ lease }) => lease);
    const renewed = new Map(
      (await renewLeases(workspace, leases, leaseMs)).map((each) => [each.fence, each]),
    );
    for (const entry of due) {
      // What was given back meanwhile is not there any more either.
      if (!kept.has(entry)) continue;
      change(
        entry,
        renewed.get(entry.lease.fence) ?? { ...entry.lease, validUntil: Number.NEGATIVE_INFINITY },
      );
    }
  }

  function tick(): void {
    if (isBeating) return;
    isBeating = true;
    beat()
      .catch((error: unknown) =>
        options.logger?.warn({ err: error, leases: kept.size }, 'leases on accounts could not be prolonged'),
      )
      .finally(() => (isBeating = false));
  }

  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  return {
    keep(lease) {
      const entry: Entry = { lease, renewUntil: Number.POSITIVE_INFINITY, listeners: new Set() };
      kept.add(entry);
      timer ??= setInterval(tick, beatMs).unref();
      return {
        get lease() {
          return entry.lease;
        },
        get until() {
          return connectedUntil(entry.lease);
        },
        onChange(listener) {
          entry.listeners.add(listener);
          return () => entry.listeners.delete(listener);
        },
        isOver: () => performance.now() >= connectedUntil(entry.lease),
        begin(deadlineMs) {
          entry.renewUntil = performance.now() + deadlineMs;
        },
        end() {
          kept.delete(entry);
          if (kept.size === 0) stop();
        },
      };
    },
    stop,
  };
}
