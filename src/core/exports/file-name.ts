import type { ExportFormat } from '#contract/exports.ts';
import { localClock } from './local-clock.ts';

const longestTitle = 60;

/**
 * What the file is called where it is saved. It says when it was true and how many rows it has, for a CSV that says nothing of
 * itself inside: `Orders 2026-11-28 16.05 Europe-Berlin, 1234 rows.csv`.
 */
export function exportFileName(
  title: string,
  format: ExportFormat,
  { at, timeZone, rows }: { readonly at: number; readonly timeZone: string; readonly rows: number },
): string {
  const clean = title
    .toWellFormed()
    // What a path or a shell takes for its own, what is not seen, and what turns the direction of reading around.
    .replaceAll(/[\p{C}<>:"/\\|?*]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '');
  const short = Array.from(clean).slice(0, longestTitle).join('').trim() || 'Export';
  const when = localClock(timeZone).minute(at).replace(':', '.');
  return `${short} ${when} ${timeZone.replaceAll('/', '-')}, ${rows} ${rows === 1 ? 'row' : 'rows'}.${format}`;
}
