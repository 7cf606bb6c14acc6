import type { TelegramServer } from './driver.ts';
import type { Operation, OperationAnswer } from './operations.ts';
import type { QrEvent } from './sign-in.ts';

/** What the worker is started with. */
export type WorkerStart = { readonly server: TelegramServer };

/** Core to worker. */
export type WorkerRequest =
  | {
      readonly kind: 'start';
      readonly id: number;
      readonly operation: Operation;
      readonly deadlineMs: number;
      /** By the shared clock: when it is cut, unless this is put off. Null for what is connected under no lease. */
      readonly holdUntil: number | null;
    }
  | { readonly kind: 'hold'; readonly id: number; readonly until: number }
  /** Ends the operation early; it is answered all the same. */
  | { readonly kind: 'cancel'; readonly id: number };

/** Worker to core. Every operation is answered once, unless the worker dies. */
export type WorkerReply =
  /** GramJS is loaded; comes first, once. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly answer: OperationAnswer }
  /** News of an operation that goes on. */
  | { readonly kind: 'event'; readonly id: number; readonly event: QrEvent }
  /** A fault of ours inside the operation, not of Telegram's. */
  | { readonly kind: 'broken'; readonly id: number; readonly problem: string }
  | {
      readonly kind: 'log';
      readonly message: string;
      /** What GramJS says is for whoever looks for a fault; what nobody has expected is for everybody. */
      readonly level: 'debug' | 'warn';
    };
