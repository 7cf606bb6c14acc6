import { accountImportErrors } from './account-import-errors.ts';
import { annotationErrors } from './annotation-errors.ts';
import { backendErrors } from './backend-errors.ts';
import { channelErrors } from './marketplace/channel-errors.ts';
import { exportErrors } from './export-errors.ts';
import { marketplaceErrors } from './marketplace-errors.ts';
import { metricsErrors } from './metrics-errors.ts';
import { sqlErrors } from './sql-errors.ts';
import { signInErrors } from './sign-in-errors.ts';
import { startErrors } from './start-errors.ts';
import { syncErrors } from './sync-errors.ts';
import { verificationErrors } from './verification-errors.ts';
import { reportErrors } from './report-errors.ts';
import { viewErrors } from './view-errors.ts';

/**
 * Every error a person can meet, in one place: what happened, what they can do, whether trying again can help,
 * how loud it is in the log, and the HTTP status the host answers with.
 * `{{name}}` in a text is filled from the error's details; the type of `OpsdeckError` demands exactly those.
 */
export type ErrorEntry = {
  readonly title: string;
  readonly message: string;
  readonly advice: string;
  readonly retryable: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly httpStatus: number;
};

export const errorCatalogue = {
  // ── The request ──────────────────────────────────────────────────────────────────────────────────────────────
  INVALID_INPUT: {
    title: 'That cannot be used as it is',
    message: 'The request was refused: {{problem}}.',
    advice: 'Correct the value and send it again. Nothing was changed.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  NOT_SIGNED_IN: {
    title: 'Not signed in',
    message: 'This console does not know this browser, or its sign-in has run out.',
    advice: 'Run the command that started the console again in its folder: it prints a new sign-in link.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 401,
  },
  SIGN_IN_LINK_USED: {
    title: 'This sign-in link no longer works',
    message: 'Each link works once and for one hour, so that nobody else on this machine can get in.',
    advice: 'Run the command that started the console again in its folder: it prints a new sign-in link.',
    retryable: false,
    logLevel: 'warn',
    httpStatus: 401,
  },
  FORBIDDEN: {
    title: 'Your role does not allow this',
    message: 'This needs the permission “{{permission}}”, which the role “{{role}}” does not have.',
    advice: 'Ask an administrator to do it or to change your role.',
    retryable: false,
    logLevel: 'warn',
    httpStatus: 403,
  },
  ORIGIN_REFUSED: {
    title: 'Refused',
    message: 'The request came from “{{origin}}”, which is not an address of this console.',
    advice: 'Open the console under the address it printed when it started.',
    retryable: false,
    logLevel: 'warn',
    httpStatus: 403,
  },
  NOT_FOUND: {
    title: 'Not found',
    message: '{{what}} does not exist, or no longer does.',
    advice: 'Go back and refresh the list.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 404,
  },
  UNEXPECTED: {
    title: 'Something went wrong on our side',
    message: 'An unexpected error occurred. Its details are in the log under the reference {{reference}}.',
    advice: 'Try again. If it stays, send the reference to whoever looks after this console.',
    retryable: true,
    logLevel: 'error',
    httpStatus: 500,
  },
  CONSOLE_UNREACHABLE: {
    title: 'The console does not answer',
    message: 'The page cannot reach the console’s process.',
    advice: 'It reconnects by itself. If it stays away, check that the console is still running.',
    retryable: true,
    logLevel: 'warn',
    httpStatus: 503,
  },
  SHUTTING_DOWN: {
    title: 'The console is closing',
    message: 'The console is being stopped and takes no new work.',
    advice: 'Start it again; work that was under way is resumed.',
    retryable: true,
    logLevel: 'info',
    httpStatus: 503,
  },

  // ── Starting, and the database ───────────────────────────────────────────────────────────────────────────────────
  ...startErrors,
  ...syncErrors,
  ...marketplaceErrors,
  ...verificationErrors,
  ...metricsErrors,
  ...annotationErrors,
  ...sqlErrors,
  ...channelErrors,
  ...backendErrors,
  ...exportErrors,

  // ── Secrets ──────────────────────────────────────────────────────────────────────────────────────────────────
  VAULT_KEY_UNUSABLE: {
    title: 'The key to the stored sessions is missing or wrong',
    message: 'The workspace key in {{path}} cannot be used: {{problem}}.',
    advice:
      'Restore that file from a backup. Without it the stored sessions cannot be read; nothing was overwritten.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 500,
  },

  VAULT_PASSPHRASE_WRONG: {
    title: 'The passphrase to the stored sessions is wrong',
    message: 'The passphrase in {{path}} does not open this workspace.',
    advice: 'Put the right passphrase into that file and start again. Nothing was changed.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 500,
  },
  VAULT_KEY_MOVED: {
    title: 'The workspace has another key now',
    message:
      'The workspace was moved to another key on another console; this one still has that of {{path}}.',
    advice: 'Start this console again with the new key: docs/vault.md says how.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 409,
  },
  EXPORT_UNREADABLE: {
    title: 'The export cannot be read',
    message: 'The file cannot be read: {{problem}}.',
    advice: 'Use the whole file as it was exported, and the passphrase given for it. Nothing was imported.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  EXPORT_GONE: {
    title: 'This export is over',
    message: 'The console no longer knows this export: it is kept for ten minutes, and not over a restart.',
    advice: 'Begin the export again. What was downloaded of it so far is of no use.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 404,
  },

  // ── Telegram and the pool ────────────────────────────────────────────────────────────────────────────────────
  TELEGRAM_NOT_CONFIGURED: {
    title: 'Telegram is not set up yet',
    message: 'Opsdeck has no Telegram application ID and hash, so it cannot connect accounts.',
    advice: 'Get both at my.telegram.org and set OPSDECK_TELEGRAM_API_ID and OPSDECK_TELEGRAM_API_HASH.',
    retryable: false,
    logLevel: 'warn',
    httpStatus: 409,
  },
  TELEGRAM_UNREACHABLE: {
    title: 'Telegram does not answer',
    message: 'No connection to {{server}} could be made: {{problem}}.',
    advice: 'Check the network. No account’s standing was changed; the check can simply be repeated.',
    retryable: true,
    logLevel: 'warn',
    httpStatus: 503,
  },
  SESSION_MALFORMED: {
    title: 'This is not a session string',
    message: 'The text could not be read as a GramJS or Telethon session: {{problem}}.',
    advice: 'Copy the whole string, from the first character to the last, and paste it again.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  ACCOUNT_ALREADY_ADDED: {
    title: 'This account is already in the pool',
    message: 'The session belongs to account {{id}}.',
    advice: 'Open that account instead. Nothing was added.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  // ── Signing in to an account ─────────────────────────────────────────────────────────────────────────────────
  ...signInErrors,
  ...accountImportErrors,

  // ── Checks and views ─────────────────────────────────────────────────────────────────────────────────────────
  CHECK_SELECTION_EMPTY: {
    title: 'Nothing to check',
    message: 'No account matches the selection.',
    advice: 'Select at least one account, or clear the filters.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  SELECTION_CHANGED: {
    title: 'The selection is no longer what it was',
    message: 'You agreed to {{expected}} accounts, but {{found}} match by now. Nothing was removed.',
    advice: 'Look at the list again and repeat it if you still want to.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  ACCOUNT_IN_USE: {
    title: 'The account is in use',
    message: '{{holder}} has account {{id}} connected, for another {{seconds}} seconds at most.',
    advice: 'Try again in a moment. A session that is used from two places at once is revoked by Telegram.',
    retryable: true,
    logLevel: 'info',
    httpStatus: 409,
  },
  ACCOUNT_NOT_SIGNED_IN: {
    title: 'The account is not signed in',
    message: 'Telegram does not accept the session of account {{id}} ({{reason}}).',
    advice: 'Sign the account in again and add its new session.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  ACCOUNT_MUST_WAIT: {
    title: 'Telegram asked this account to wait',
    message: 'Account {{id}} may send nothing for another {{seconds}} seconds.',
    advice: 'Try again when the flood wait is over. Opsdeck obeys it exactly.',
    retryable: true,
    logLevel: 'info',
    httpStatus: 409,
  },
  TELEGRAM_REFUSED: {
    title: 'Telegram refused',
    message: 'Telegram did not do it: {{reason}}.',
    advice: 'Read the list of sessions again. Nothing is wrong with the account.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  OUTBOX_ENTRY_GONE: {
    title: 'This change is no longer waiting',
    message: 'The change was sent, discarded or decided meanwhile.',
    advice: 'Look at the list again. Nothing was done twice.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  NOTE_CHANGED_BY_OTHER: {
    title: 'Somebody else has changed this note',
    message: '{{by}} saved another text for account {{id}} while you were writing.',
    advice: 'Compare the two texts and keep one of them. Nothing was overwritten.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  CHECK_UNDER_WAY: {
    title: 'These accounts are being checked already',
    message: 'A check that is under way has all of the selected accounts.',
    advice: 'Watch that check, or cancel it first to begin a new one.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  CHECK_ALREADY_ENDED: {
    title: 'This check has already ended',
    message: 'The check ended before it could be cancelled.',
    advice: 'Its summary is in the list of checks.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  ...reportErrors,
  ...viewErrors,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

type Placeholders<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type DetailNames<Code extends ErrorCode> = Placeholders<
  (typeof errorCatalogue)[Code]['message'] | (typeof errorCatalogue)[Code]['advice']
>;

/** The details an error of this code must carry: exactly the placeholders of its texts. */
export type ErrorDetails<Code extends ErrorCode> = Readonly<Record<DetailNames<Code>, string | number>>;

export type AnyErrorDetails = Readonly<Record<string, string | number>>;

/** An expected failure: it has an entry in the catalogue, and its message is fit for the person who meets it. */
export class OpsdeckError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'OpsdeckError';
  readonly code: Code;
  readonly details: AnyErrorDetails;

  constructor(code: Code, details: ErrorDetails<Code>, options?: ErrorOptions) {
    super(fillPlaceholders(errorCatalogue[code].message, details), options);
    this.code = code;
    this.details = details;
  }
}

/** Puts the details into a catalogue text. A missing detail stays visible as its placeholder. */
export function fillPlaceholders(text: string, details: AnyErrorDetails): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
    String(details[name] ?? placeholder),
  );
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCatalogue, value);
}

export function isOpsdeckError(value: unknown): value is OpsdeckError {
  return value instanceof OpsdeckError;
}
