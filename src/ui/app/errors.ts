import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { TRPCClientError } from '@trpc/client';
import {
  errorCatalogue,
  fillPlaceholders,
  isErrorCode,
  type AnyErrorDetails,
  type ErrorCode,
} from '#contract/errors.ts';
import { referenceOf } from './error-reference.ts';

/** An error as the UI speaks of it: an entry of the catalogue and what fills its texts. */
export type ConsoleError = { readonly code: ErrorCode; readonly details: AnyErrorDetails };

export type ErrorText = {
  readonly title: string;
  readonly message: string;
  readonly advice: string;
  readonly retryable: boolean;
};

/**
 * Names any thrown value by the catalogue: what the core said, `CONSOLE_UNREACHABLE` when no answer came at all, and
 * `UNEXPECTED` with a reference (the same one each time for the same error) for whatever should not have happened.
 */
export function toConsoleError(error: unknown): ConsoleError {
  if (error instanceof TRPCClientError) {
    const said = wireErrorOf(error.data);
    if (said !== null) return said;
    if (httpStatusOf(error.meta) === 401) return { code: 'NOT_SIGNED_IN', details: {} };
    // Without a shape nothing that understands the contract has answered: the network, a proxy, a console that is gone.
    if (error.shape === undefined || error.shape === null)
      return { code: 'CONSOLE_UNREACHABLE', details: {} };
  }
  if (isMissingChunk(error)) return { code: 'CONSOLE_UNREACHABLE', details: {} };
  return { code: 'UNEXPECTED', details: { reference: referenceOf(error) } };
}

/** The words for an error, ready to be shown. */
export function useErrorText(): (error: ConsoleError) => ErrorText {
  const { i18n } = useTranslation();
  return useCallback(
    ({ code, details }) => {
      const text = (part: 'title' | 'message' | 'advice'): string => {
        const found: unknown = i18n.getResource(i18n.language, 'errors', `${code}.${part}`);
        return fillPlaceholders(typeof found === 'string' ? found : errorCatalogue[code][part], details);
      };
      return {
        title: text('title'),
        message: text('message'),
        advice: text('advice'),
        retryable: errorCatalogue[code].retryable,
      };
    },
    [i18n],
  );
}

/** The code of a page did not arrive. Browsers have no type for it, only a wording: Chromium's, Firefox's, Safari's. */
function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|importing a module script failed/i.test(error.message)
  );
}

function wireErrorOf(data: unknown): ConsoleError | null {
  if (!isRecord(data) || !isRecord(data['opsdeck'])) return null;
  const { code, details } = data['opsdeck'];
  if (!isErrorCode(code)) return null;
  return { code, details: isRecord(details) ? printableDetails(details) : {} };
}

function printableDetails(details: Readonly<Record<string, unknown>>): AnyErrorDetails {
  const printable: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details)) {
    if (typeof value === 'string' || typeof value === 'number') printable[name] = value;
  }
  return printable;
}

function httpStatusOf(meta: Readonly<Record<string, unknown>> | undefined): number | null {
  const response = meta?.['response'];
  return isRecord(response) && typeof response['status'] === 'number' ? response['status'] : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
