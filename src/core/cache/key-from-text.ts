import type { MirrorKind } from './mirror-table.ts';
import type { RowValue } from './rollups/rollup.ts';

/** A part of a row's key as the cache keeps it, from the text that a tombstone has of it (Postgres' JSON form). */
export function keyFromText(text: string | null, kind: MirrorKind): RowValue {
  if (text === null) return null;
  switch (kind) {
    case 'integer': {
      const number = Number(text);
      return Number.isSafeInteger(number) ? number : BigInt(text);
    }
    case 'boolean':
      return text === 'true' ? 1 : 0;
    case 'instant':
      return Date.parse(text);
    case 'real':
      return Number(text);
    case 'text':
    case 'uuid':
    case 'as-text':
    case 'as-json':
      return text;
  }
}
