import { OpsdeckError } from './errors.ts';
import { isViewPage, type ViewPage } from './view-pages.ts';
import { isViewState, type ViewState } from './view-state.ts';

/** A view as it is in a file: without whose it is and who sees it. */
export type ViewInFile = { readonly page: ViewPage; readonly name: string; readonly state: ViewState };

export const viewFileFormat = 'opsdeck-views';
export const viewFileVersion = 1;
export const mostViewsInFile = 100;
export const longestViewFile = 500_000;
export const longestViewName = 80;

/** Views as a file to hand on. */
export function writeViewFile(views: readonly ViewInFile[]): string {
  const file = {
    format: viewFileFormat,
    version: viewFileVersion,
    views: views.map(({ page, name, state }) => ({ page, name, state })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a file of views, from anywhere. All of it can be used, or none: nothing of a file is guessed.
 *
 * @throws OpsdeckError VIEW_FILE_UNREADABLE saying what is wrong with it, VIEW_FILE_NEWER
 */
export function readViewFile(text: string): readonly ViewInFile[] {
  if (text.length > longestViewFile) {
    throw unreadable(`it is larger than ${longestViewFile / 1000} kB`);
  }
  const file = objectOf(parse(text));
  if (file === null || file['format'] !== viewFileFormat) throw unreadable('it is not a file of saved views');
  const { version, views } = file;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw unreadable('it does not say which version of the format it has');
  }
  if (version > viewFileVersion) throw new OpsdeckError('VIEW_FILE_NEWER', { version });
  if (!Array.isArray(views) || views.length === 0) throw unreadable('it holds no views');
  if (views.length > mostViewsInFile) throw unreadable(`it holds more than ${mostViewsInFile} views`);
  return views.map((view: unknown, index) => readView(view, index + 1));
}

function readView(value: unknown, number: number): ViewInFile {
  const view = objectOf(value);
  const of = `view ${number}`;
  if (view === null) throw unreadable(`${of} is not a view`);
  const { page, name, state } = view;
  const trimmed = typeof name === 'string' ? name.trim() : '';
  if (trimmed === '' || trimmed.length > longestViewName || /\p{Cc}/u.test(trimmed)) {
    throw unreadable(`${of} has no name, or one that cannot be used`);
  }
  if (typeof page !== 'string' || !isViewPage(page)) {
    throw unreadable(`${of} belongs to a page that this console does not have`);
  }
  if (!isViewState(state)) throw unreadable(`the state of ${of} is too large or not made of plain values`);
  return { page, name: trimmed, state };
}

function parse(text: string): unknown {
  try {
    // Editors of one system put a mark at the beginning.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw unreadable('it is not JSON', error);
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function unreadable(problem: string, cause?: unknown): OpsdeckError {
  return new OpsdeckError('VIEW_FILE_UNREADABLE', { problem }, { cause });
}
