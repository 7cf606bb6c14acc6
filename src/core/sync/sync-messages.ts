import type { ClientConfig } from 'pg';
import type { SyncStatus, SyncVerification } from '#contract/sync.ts';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import type { SyncTimings } from './sync-timings.ts';

/** How to reach the database: where to read, and, when that is a standby, where changes are announced. */
export type SyncConnection = { readonly read: ClientConfig; readonly primary: ClientConfig };

export type SyncThreadStart = {
  readonly folder: string;
  readonly definition: CacheDefinition;
  readonly timings: SyncTimings;
};

/** To the thread. Requests with an ID are answered by `done` or `failed` with the same. */
export type SyncRequest =
  | { readonly kind: 'connection'; readonly connection: SyncConnection }
  /** There is no way to reach the database, and why. */
  | { readonly kind: 'no-connection'; readonly message: string }
  | { readonly kind: 'catch-up'; readonly id: number }
  | { readonly kind: 'rebuild'; readonly id: number; readonly deleteFirst: boolean }
  | { readonly kind: 'define'; readonly id: number; readonly definition: CacheDefinition }
  | { readonly kind: 'verify'; readonly id: number }
  /** A reader found this file damaged. */
  | { readonly kind: 'damaged'; readonly file: string }
  | { readonly kind: 'stop' };

/** From the thread. */
export type SyncEvent =
  /** Wants to know how to reach the database, for its next attempt. */
  | { readonly kind: 'connection-wanted' }
  /** Readers read this file from now on; null: there is none. One that is not `complete` lacks what another version has. */
  | { readonly kind: 'published'; readonly file: string | null; readonly complete: boolean }
  | { readonly kind: 'applied'; readonly tables: readonly string[] }
  | { readonly kind: 'status'; readonly status: SyncStatus }
  | {
      readonly kind: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly text: string;
      readonly details: Record<string, unknown>;
    }
  | { readonly kind: 'done'; readonly id: number; readonly answer: boolean | SyncVerification }
  | { readonly kind: 'failed'; readonly id: number; readonly code: string; readonly message: string };
