import { parentPort } from 'node:worker_threads';
import { exhaustive } from '#contract/exhaustive.ts';
import { isOpsdeckError } from '#contract/errors.ts';
import { readFile } from './read-file.ts';
import type { Sheet } from './sheet.ts';
import type { SheetQuestion, SheetQuestions, SheetReply, SheetRequest } from './sheet-messages.ts';

// One file lives in one thread: reading it stops nobody else, and with the thread every session is gone from memory.
if (parentPort === null) throw new Error('the import worker runs in a worker thread only');
const port = parentPort;

let parts: Uint8Array[] = [];
let sheet: Sheet | null = null;

function answer(request: SheetRequest): SheetQuestions[SheetQuestion]['answer'] {
  switch (request.kind) {
    case 'append':
      parts.push(request.input.bytes);
      return null;
    case 'read': {
      const bytes = Buffer.concat(parts);
      parts = [];
      const read = readFile(bytes);
      sheet = read.sheet;
      return { file: read.file, size: sheet.size };
    }
    case 'digests':
      return theSheet().digests(request.input.from, request.input.to);
    case 'markKnown':
      theSheet().markKnown(request.input.known);
      return null;
    case 'counts':
      return theSheet().counts();
    case 'page':
      return theSheet().page(request.input.show, request.input.offset, request.input.limit);
    case 'importable':
      return theSheet().importable(request.input.offset, request.input.limit);
    default:
      return exhaustive(request);
  }
}

function theSheet(): Sheet {
  if (sheet === null) throw new Error('the file has not been read');
  return sheet;
}

function reply(request: SheetRequest): SheetReply {
  const { id } = request;
  try {
    return { id, kind: 'answer', answer: answer(request) };
  } catch (error) {
    if (isOpsdeckError(error)) return { id, kind: 'refused', code: error.code, details: error.details };
    const { name, stack = '' } = error instanceof Error ? error : new Error('not an error');
    return { id, kind: 'broke', name, place: /^\s+at .*$/m.exec(stack)?.[0].trim() ?? '' };
  }
}

port.on('message', (request: SheetRequest) => port.postMessage(reply(request), []));
