import { create } from 'zustand';
import type { CheckRun } from '#contract/account-checks.ts';
import type { ExportRun } from '#contract/exports.ts';
import type { OutboxCounts } from '#contract/outbox.ts';
import type { Review } from '#contract/marketplace/customer-acts.ts';
import type { SyncStatus } from '#contract/sync.ts';
import type { BackendState } from '#contract/system.ts';
import type { Instant } from '#contract/time.ts';
import type { ConnectionState } from '../transport/connection.ts';

export type BackendSample = { readonly at: Instant; readonly latencyMs: number | null };

export const backendSamplesKept = 180;

export type Live = {
  /** Customers that wait for somebody to look at them; null until the first word from the core. */
  readonly review: Review | null;
  readonly connection: ConnectionState;
  /** Null until the first word from the core. */
  readonly backend: BackendState | null;
  /** Oldest first; latency is null for a sample taken while the database was away. */
  readonly backendSamples: readonly BackendSample[];
  /** Null until the first word from the core. */
  readonly runningChecks: readonly CheckRun[] | null;
  readonly lastEndedCheck: CheckRun | null;
  /** The operator's exports, the newest first. */
  readonly exports: readonly ExportRun[];
  /** The local copy and the outbox; null until the first word from the core. */
  readonly sync: { readonly status: SyncStatus; readonly outbox: OutboxCounts } | null;
};

/**
 * What the core streams all the time, subscribed to once by the frame (`live-streams.tsx`). Pages read it here instead
 * of opening the same stream again: `const running = useLive((live) => live.runningChecks)`.
 */
export const useLive = create<Live>()(() => ({
  connection: 'connecting',
  backend: null,
  backendSamples: [],
  runningChecks: null,
  lastEndedCheck: null,
  exports: [],
  sync: null,
  review: null,
}));

export function setConnection(connection: ConnectionState): void {
  useLive.setState({ connection });
}

export function setBackend(at: Instant, backend: BackendState): void {
  const sample: BackendSample = { at, latencyMs: backend.state === 'online' ? backend.latencyMs : null };
  useLive.setState(({ backendSamples }) => ({
    backend,
    backendSamples: [...backendSamples, sample].slice(-backendSamplesKept),
  }));
}

export function setChecks(runningChecks: readonly CheckRun[], lastEndedCheck: CheckRun | null): void {
  useLive.setState({ runningChecks, lastEndedCheck });
}

export function setSync(status: SyncStatus, outbox: OutboxCounts): void {
  useLive.setState({ sync: { status, outbox } });
}

export function setReview(review: Review): void {
  useLive.setState({ review });
}

export function setExports(exports: readonly ExportRun[]): void {
  useLive.setState({ exports });
}
