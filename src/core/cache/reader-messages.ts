/** One statement in SQLite's dialect with its positional parameters. */
export type ReadStatement = { readonly text: string; readonly values: readonly unknown[] };

export type ReaderRequest =
  /** Reads this file from now on; null closes the one that is open. */
  | { readonly kind: 'open'; readonly file: string | null }
  /** All statements over one state of the cache. */
  | { readonly kind: 'read'; readonly id: number; readonly statements: readonly ReadStatement[] };

export type ReaderReply =
  | { readonly kind: 'rows'; readonly id: number; readonly answers: readonly (readonly unknown[])[] }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: string;
      readonly message: string;
    };
