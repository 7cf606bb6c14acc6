import type { DocumentType } from '#contract/marketplace/verification-states.ts';
import { type Picture, sanePicture } from './picture.ts';
import { checkPdf } from './read-pdf.ts';
import { readJpeg } from './read-jpeg.ts';
import { readPng } from './read-png.ts';
import { readWebp } from './read-webp.ts';
import { refused } from './refused.ts';

/** So many bytes are enough to know what a file says that it is. */
export const headLength = 16;

export type Judgement = { readonly mediaType: DocumentType; readonly picture: Picture | null };

/** What people send instead, by how it begins, to name it to them. */
const others: readonly (readonly [(head: string) => boolean, string])[] = [
  [(head) => head.startsWith('PK'), 'it is a ZIP archive or an office document'],
  [(head) => head.startsWith('GIF8'), 'it is a GIF'],
  [(head) => head.startsWith('BM'), 'it is a BMP picture'],
  [(head) => head.startsWith('II*') || head.startsWith('MM'), 'it is a TIFF picture'],
  [(head) => /^ftyp(?:hei|hev|mif|avif)/.test(head.slice(4)), 'it is a HEIC or AVIF picture'],
  [(head) => head.slice(4).startsWith('ftyp'), 'it is a video'],
  [(head) => /^(?:MZ|.ELF|#!)/s.test(head), 'it is a program'],
  [
    (head) => /^(?:\u00EF\u00BB\u00BF)?\s*</.test(head),
    'it is a web page, an SVG or another text with markup',
  ],
];

/** Which of the types it says that it is, by its first bytes. @throws OpsdeckError DOCUMENT_REFUSED */
export function typeOfHead(head: Buffer): DocumentType {
  const text = head.toString('latin1', 0, headLength);
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.startsWith('%PDF-')) return 'application/pdf';
  const known = others.find(([isIt]) => isIt(text));
  throw refused(known?.[1] ?? 'it is neither a JPEG, PNG or WebP picture nor a PDF');
}

/**
 * Finds out by its content whether a file is a document that can be shown: what it says that it is, from its first byte to its
 * last, and nothing else besides. Neither its name nor what a browser calls it is asked.
 *
 * @throws OpsdeckError DOCUMENT_REFUSED, which says why
 */
export function judgeDocument(bytes: Buffer): Judgement {
  const mediaType = typeOfHead(bytes);
  refuseSecondNature(bytes, mediaType);
  switch (mediaType) {
    case 'image/jpeg':
      return { mediaType, picture: sanePicture(readJpeg(bytes)) };
    case 'image/png':
      return { mediaType, picture: sanePicture(readPng(bytes)) };
    case 'image/webp':
      return { mediaType, picture: sanePicture(readWebp(bytes)) };
    case 'application/pdf':
      checkPdf(bytes);
      return { mediaType, picture: null };
  }
}

const markup = /<(?:!doctype|html|script|svg|iframe|body)(?=[\s/>])|<\?php/i;
const endOfZip = Buffer.from('PK\u0005\u0006', 'latin1');
const endOfZipLength = 22;
/** Readers of PDF accept its head so far from the beginning. */
const pdfHeadWithin = 1_024;

/** A file that another program would take for something else (a polyglot) is no document. */
function refuseSecondNature(bytes: Buffer, mediaType: DocumentType): void {
  const zip = bytes.lastIndexOf(endOfZip);
  // Four bytes turn up by chance; followed by the number of the only disk, which is zero twice, they do not.
  if (zip >= 0 && zip + endOfZipLength <= bytes.length && bytes.readUInt32LE(zip + 4) === 0)
    throw refused('it is an archive as well');
  if (mediaType === 'application/pdf') return;
  if (bytes.subarray(0, pdfHeadWithin).includes('%PDF-')) throw refused('it is a PDF as well');
  if (markup.test(bytes.toString('latin1'))) throw refused('there is a web page or a program in it');
}
