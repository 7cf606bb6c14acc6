import type { SandboxAccount } from '../accounts/account.ts';

export type MethodContext = {
  /** The account the key is signed in to; null before that. */
  readonly account: SandboxAccount | null;
  /** Where clients reach this data centre. */
  readonly address: { readonly host: string; readonly port: number };
};

/** An error the method itself answers with. */
export class RpcFault extends Error {
  override readonly name = 'RpcFault';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** One method of Telegram's API as the sandbox plays it. */
export type SandboxMethod = {
  /** GramJS's name of the request, e.g. `users.GetUsers`. */
  readonly request: string;
  /** Whether the method answers without a signed-in account. */
  readonly open: boolean;
  /** The TL bytes of the answer. */
  readonly answer: (request: unknown, context: MethodContext) => Buffer;
};
