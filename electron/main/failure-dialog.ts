import { dialog } from 'electron';
import { errorCatalogue, fillPlaceholders, OpsdeckError } from '#contract/errors.ts';

/** Shows why the console did not start and what to do about it, in the catalogue's words. Works before `ready`. */
export function showStartFailure(error: unknown): void {
  if (!(error instanceof OpsdeckError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    dialog.showErrorBox('Opsdeck did not start', `An unexpected error occurred.\n\n${text}`);
    return;
  }
  const { code, message, details }: OpsdeckError = error;
  const { title, advice } = errorCatalogue[code];
  dialog.showErrorBox(title, `${message}\n\n${fillPlaceholders(advice, details)}`);
}
