import type { ImportCounts, ImportRow, ImportRowsShown } from '#contract/account-import.ts';
import type { AnyErrorDetails, ErrorCode } from '#contract/errors.ts';
import type { ImportableRow, KnownRow } from './sheet.ts';
import type { ReadFile } from './read-file.ts';

/** What can be asked of the thread that holds a file, and what it answers. */
export type SheetQuestions = {
  append: { input: { bytes: Uint8Array }; answer: null };
  read: { input: null; answer: { file: ReadFile['file']; size: number } };
  digests: { input: { from: number; to: number }; answer: { place: number; digest: Uint8Array }[] };
  markKnown: { input: { known: readonly KnownRow[] }; answer: null };
  counts: { input: null; answer: ImportCounts };
  page: {
    input: { show: ImportRowsShown; offset: number; limit: number };
    answer: { rows: ImportRow[]; total: number };
  };
  importable: { input: { offset: number; limit: number }; answer: ImportableRow[] };
};

export type SheetQuestion = keyof SheetQuestions;

/** One question with its input; the pair stays together. */
export type SheetRequest = {
  [Kind in SheetQuestion]: { id: number; kind: Kind; input: SheetQuestions[Kind]['input'] };
}[SheetQuestion];

export type SheetReply =
  | { id: number; kind: 'answer'; answer: SheetQuestions[SheetQuestion]['answer'] }
  | { id: number; kind: 'refused'; code: ErrorCode; details: AnyErrorDetails }
  /** A mistake of ours. Its message may repeat what is in the file, so only its kind and place are told. */
  | { id: number; kind: 'broke'; name: string; place: string };
