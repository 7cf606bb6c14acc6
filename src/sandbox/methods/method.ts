import type { KnownKey, SandboxUser } from '../world/sandbox-user.ts';
import type { SandboxWorld } from '../world/sandbox-world.ts';

export type DataCentreAddress = { readonly id: number; readonly host: string; readonly port: number };

export type MethodContext = {
  readonly world: SandboxWorld;
  /** The key the request came under. */
  readonly key: KnownKey;
  /** The data centre that is asked. */
  readonly dataCentre: number;
  /** Where clients reach the data centres. */
  readonly addresses: () => readonly DataCentreAddress[];
};

/** One method of Telegram's API as the sandbox plays it. */
export type SandboxMethod = {
  /** GramJS's name of the request, e.g. `users.GetUsers`. */
  readonly request: string;
} & (
  | {
      /** Answers whoever asks. */
      readonly open: true;
      /** The TL bytes of the answer. */
      readonly answer: (request: unknown, context: MethodContext) => Buffer;
    }
  | {
      /** Answers signed-in accounts only. */
      readonly open: false;
      readonly answer: (request: unknown, context: MethodContext & { readonly user: SandboxUser }) => Buffer;
    }
);
