import { writeViewFile } from '#contract/view-file.ts';
import type { SavedView } from '#contract/views.ts';
import { downloadText } from '../export/download-text.ts';

/** Hands views to the browser as a file that a console can import. */
export function saveViewFile(views: readonly SavedView[], name: string): void {
  const plain = name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim();
  downloadText(`${plain === '' ? 'views' : plain}.views.json`, 'application/json', writeViewFile(views));
}
