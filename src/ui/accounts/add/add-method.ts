import type { AccountId } from '#contract/ids.ts';

/** What every way to add accounts is given. */
export type AddMethodProps = {
  readonly onClose: () => void;
  /** Closes the dialog and opens the account. */
  readonly onOpenAccount: (id: AccountId) => void;
};
