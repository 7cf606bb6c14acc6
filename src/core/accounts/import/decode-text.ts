import { isUtf8 } from 'node:buffer';
import type { AccountImportState } from '#contract/account-import.ts';
import { unreadable } from './import-errors.ts';
import { firstInvalidUtf8 } from './first-invalid-utf8.ts';

export type Encoding = NonNullable<AccountImportState['file']>['encoding'];

export type DecodedText = { readonly text: string; readonly encoding: Encoding };

/**
 * Turns a file into text: UTF-8 with or without a byte-order mark, or UTF-16 with one. Never guesses, so it never makes
 * wrong letters of right bytes.
 *
 * @throws OpsdeckError IMPORT_UNREADABLE, naming the line and the byte where it is none of these.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second, third] = bytes;
  if (bytes.length === 0) throw unreadable('it is empty');
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes, 'UTF-16LE');
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes, 'UTF-16BE');
  if (first === 0x50 && second === 0x4b && (third === 0x03 || third === 0x05)) {
    throw unreadable('it is an Excel workbook or a ZIP file; save the table as “CSV UTF-8” instead');
  }
  if (looksLikeBareUtf16(bytes)) {
    throw unreadable('it seems to be UTF-16 without a byte-order mark; save it as UTF-8 instead');
  }
  if (!isUtf8(bytes)) throw notUtf8(bytes);
  // The decoder drops a byte-order mark at the start, and only there.
  return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
}

function decodeUtf16(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): DecodedText {
  const decoder = new TextDecoder(encoding === 'UTF-16LE' ? 'utf-16le' : 'utf-16be', { fatal: true });
  try {
    return { text: decoder.decode(bytes), encoding };
  } catch (error) {
    // A surrogate without its partner, or half a character at the end.
    if (error instanceof TypeError) {
      throw unreadable(`it begins like ${encoding}, but is not: it was cut off or changed`);
    }
    throw error;
  }
}

/** Every second byte of the beginning is 0: letters of two bytes each. */
function looksLikeBareUtf16(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  return (first === 0 && third === 0 && second !== 0) || (second === 0 && fourth === 0 && first !== 0);
}

function notUtf8(bytes: Uint8Array) {
  const offset = firstInvalidUtf8(bytes);
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return unreadable(
    `line ${line} is not UTF-8 (its byte ${offset - lineStart + 1} is ${byte}); save the file as “CSV UTF-8” instead`,
  );
}
