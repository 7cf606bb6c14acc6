import { refused } from './refused.ts';

/** Readers look for the end of a PDF in its last kilobyte. */
const trailerLength = 1_024;

/** What makes a document act, or brings another file along. Names of a PDF can be written with escapes: see `plainNames`. */
const active = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])/;

/** Compressed bytes in which any name can turn up by chance. */
const streams = /\bstream\r?\n[\s\S]*?endstream/g;

/**
 * Looks at the two ends of a PDF, and for what a scan of a document does not need. What is inside compressed parts is not
 * looked at: the viewer runs nothing of it.
 *
 * @throws OpsdeckError DOCUMENT_REFUSED
 */
export function checkPdf(bytes: Buffer): void {
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8)))
    throw refused('it is no PDF of a known version');
  const end = bytes.toString('latin1', Math.max(0, bytes.length - trailerLength));
  const [, place] = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(end) ?? [];
  if (place === undefined) throw refused('the PDF ends too early, or something follows its end');
  const table = bytes.toString('latin1', Number(place), Number(place) + 40);
  if (!/^\s*(?:xref\s|\d+\s+\d+\s+obj\b)/.test(table)) throw refused('the PDF is damaged');
  const text = plainNames(bytes.toString('latin1').replaceAll(streams, ''));
  if (/\/Encrypt(?![A-Za-z0-9])/.test(text)) throw refused('the PDF is protected by a password');
  if (active.test(text)) throw refused('the PDF has active content or another file in it');
}

/** `/J#61vaScript` is `/JavaScript`. */
function plainNames(text: string): string {
  return text.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}
