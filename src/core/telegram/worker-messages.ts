import type { CheckResult, SessionString, TelegramServer } from './driver.ts';

/** What the worker is started with. */
export type WorkerStart = { readonly server: TelegramServer };

/** Core to worker. */
export type WorkerRequest = {
  readonly kind: 'check';
  readonly id: number;
  readonly session: SessionString;
  readonly deadlineMs: number;
};

/** Worker to core. Every request is answered once, unless the worker dies. */
export type WorkerReply =
  /** GramJS is loaded; comes first, once. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'checked'; readonly id: number; readonly result: CheckResult }
  /** A fault of ours inside the operation, not of Telegram's. */
  | { readonly kind: 'broken'; readonly id: number; readonly problem: string }
  | { readonly kind: 'log'; readonly message: string };
