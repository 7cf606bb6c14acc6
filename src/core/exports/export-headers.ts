import type { ExportFormat } from '#contract/exports.ts';
import type { ExportedFile } from './export-runs.ts';

const types: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** The headers under which a shell hands a file over: to be saved, by its name, and kept by nobody on the way. */
export function exportHeaders(
  { fileName, format }: ExportedFile,
  bytes: number,
): Readonly<Record<string, string>> {
  const plain = fileName.replaceAll(/[^\u0020-\u007e]|["\\%]/g, '_');
  return {
    'Content-Type': types[format],
    'Content-Length': String(bytes),
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded(fileName)}`,
    'Cache-Control': 'no-store',
  };
}

/** As RFC 8187 wants it: more than `encodeURIComponent` leaves alone has to be escaped. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /['()*]/g,
    (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  );
}
