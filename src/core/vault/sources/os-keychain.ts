/**
 * What the operating system keeps secrets with, as the desktop shell offers it. It does not hold the key itself: it encrypts
 * what this user of this machine alone can decrypt again.
 */
export type OsKeychain =
  | { readonly available: false; readonly reason: string }
  | {
      readonly available: true;
      protect(text: string): Promise<Buffer>;
      /**
       * `stale` asks for it to be protected again: the operating system has a better key for it by now.
       *
       * @throws Error when this user of this machine did not protect it.
       */
      reveal(bytes: Buffer): Promise<{ readonly text: string; readonly stale: boolean }>;
    };
