import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importLimits } from '#contract/account-import.ts';
import { isOpsdeckError } from '#contract/errors.ts';
import { decodeSession, encodeSession } from '../../telegram/session-string.ts';
import { firstInvalidUtf8 } from './first-invalid-utf8.ts';
import { readFile } from './read-file.ts';

const invent = () =>
  encodeSession({ dataCentre: 2, address: '127.0.0.1', port: 443, authKey: randomBytes(256) });
const [one, two, three] = [invent(), invent(), invent()];

/** The same session as Telethon writes it. */
function asTelethon(session: string): string {
  const { dataCentre, authKey } = decodeSession(session);
  const head = Buffer.from([dataCentre, 127, 0, 0, 1, 1, 187]);
  return `1${Buffer.concat([head, authKey]).toString('base64url')}`;
}

const bytes = (text: string) => Buffer.from(text, 'utf8');
const read = (text: string | Uint8Array) => readFile(typeof text === 'string' ? bytes(text) : text);
const rows = (text: string | Uint8Array) => read(text).sheet.page('all', 0, 500).rows;
const verdicts = (text: string | Uint8Array) => rows(text).map(({ verdict }) => verdict.kind);

function failure(text: string | Uint8Array): { code: string; problem: string } {
  try {
    read(text);
  } catch (error) {
    if (isOpsdeckError(error)) return { code: error.code, problem: String(error.details['problem'] ?? '') };
    throw error;
  }
  throw new Error('it was read');
}

function problemOf(text: string | Uint8Array): string {
  const verdict = rows(text)[0]?.verdict;
  return verdict?.kind === 'malformed' ? verdict.problem : '';
}

describe('a CSV file', () => {
  it.each([',', ';', '\t'])('is separated by %j, its columns in any order and case', (separator) => {
    const header = ['Labels', 'PHONE', ' Display Name ', 'Session-String'].join(separator);
    const line = ['desk|shift 2', '+49 (30) 901-820', '"Ann ""A"" Lee"', one].join(separator);
    const [row] = rows(`${header}\n${line}\n`);
    expect(row).toMatchObject({
      row: 2,
      displayName: 'Ann "A" Lee',
      phone: '+4930901820',
      labels: ['desk', 'shift 2'],
      verdict: { kind: 'new' },
    });
    expect(JSON.stringify(row)).not.toContain(one);
  });

  it('may have no header when it is a list of sessions, with any line ends and empty lines', () => {
    expect(
      rows(`${one}\r\n\r\n${two}\r${asTelethon(three)}`).map(({ row, verdict }) => [row, verdict.kind]),
    ).toEqual([
      [1, 'new'],
      [3, 'new'],
      [4, 'new'],
    ]);
  });

  it('separates labels inside a cell by ; too, and names columns that mean nothing', () => {
    const { sheet, file } = read(`session,labels,Proxy\n${one},a;b|a,x`);
    expect(sheet.page('all', 0, 1).rows[0]?.labels).toEqual(['a', 'b']);
    expect(file).toEqual({ format: 'csv', encoding: 'UTF-8', ignoredColumns: ['Proxy'] });
  });

  it('follows the hint that Excel leaves', () => {
    expect(rows(`sep=;\nname;session\nA, B;${one}`)[0]).toMatchObject({ row: 3, displayName: 'A, B' });
  });

  it('recognises the same session again, also in the other form', () => {
    expect(rows(`session\n${one}\n${asTelethon(one)}`).map(({ verdict }) => verdict)).toEqual([
      { kind: 'new' },
      { kind: 'repeated', row: 2 },
    ]);
  });

  it('does not let a bad row claim a session', () => {
    expect(verdicts(`session,phone\n${one},12\n${one},`)).toEqual(['malformed', 'new']);
  });

  it.each([
    ['no session', `session,name\n,Ann`, 'it has no session'],
    ['a cut session', `session\n${one.slice(0, -9)}`, 'its session cannot be read'],
    ['an unclosed quote', `session,name\n${one},"Ann\nnext`, 'its quotation marks do not match'],
    ['too many cells', `session,name\n${one},Lee, Ann`, 'more columns than'],
    ['a NUL in the name', `session,name\n${one},A\u0000B`, 'its name holds a NUL character'],
    [
      'a NUL in the session',
      `session,name\n${one.slice(0, 9)}\u0000${one.slice(9)},A`,
      'its session holds a NUL',
    ],
    ['a bell in a label', `session,labels\n${one},a\u0007`, 'control character (U+0007)'],
    ['a line break in the name', `session,name\n${one},"A\nB"`, 'its name holds a line break'],
    ['a long name', `session,name\n${one},${'n'.repeat(129)}`, 'longer than 128'],
    ['a rounded phone number', `session,phone\n${one},4.93E+11`, 'a spreadsheet has rounded'],
    ['a phone number that is none', `session,phone\n${one},call me`, 'international form'],
  ])('with %s names it and goes on', (_name, text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(JSON.stringify(rows(text))).not.toContain(one.slice(0, 9));
  });

  it('keeps formulas as text and warns of them', () => {
    const [row] = rows(`session,name,labels\n${one},"=HYPERLINK(""x"")",+a|b`);
    expect(row).toMatchObject({
      displayName: '=HYPERLINK("x")',
      warnings: ['formula-in-name', 'formula-in-label'],
      verdict: { kind: 'new' },
    });
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['only blank lines', '\n \n', 'it holds no rows'],
    ['no column of sessions', 'name,phone\nAnn,1', 'names no column “session”'],
    ['two columns of sessions', `session,string\n${one},${two}`, 'two columns for the same thing'],
    ['endless columns', `session${','.repeat(5_000)}`, 'thousands of columns'],
  ])('raises IMPORT_UNREADABLE for %s', (_name, text, problem) => {
    expect(failure(text)).toMatchObject({ code: 'IMPORT_UNREADABLE' });
    expect(failure(text).problem).toContain(problem);
  });

  it('raises IMPORT_TOO_LARGE for one row too many', () => {
    expect(failure(`session\n${'x\n'.repeat(importLimits.rows + 1)}`).code).toBe('IMPORT_TOO_LARGE');
  });
});

describe('a JSON file', () => {
  it('is a list of objects, of sessions, or has a list of accounts', () => {
    const account = { Session: one, name: 'Ann', phone: 4930901820, labels: ['a', 'b'] };
    const expected = { row: 1, displayName: 'Ann', phone: '+4930901820', labels: ['a', 'b'] };
    expect(rows(JSON.stringify([account]))[0]).toMatchObject(expected);
    expect(rows(JSON.stringify({ version: 1, accounts: [{ ...account, labels: 'a|b' }] }))[0]).toMatchObject(
      expected,
    );
    expect(verdicts(` ${JSON.stringify([one, two, 5, null, {}, { session: 7 }])}`)).toEqual([
      'new',
      'new',
      'malformed',
      'malformed',
      'malformed',
      'malformed',
    ]);
  });

  it('with half a character in a name is refused row by row', () => {
    expect(problemOf(`[{"session":"${one}","name":"a\\ud800"}]`)).toBe('its name holds half of a character');
  });

  it('raises IMPORT_UNREADABLE with the place of the mistake, and repeats nothing of the file', () => {
    const { problem } = failure(`[{"session":"${one}"},\n{"session":"${two}",}]`);
    expect(problem).toMatch(/line 2 at character \d+/);
    expect(problem).not.toContain(two.slice(0, 8));
    expect(failure('{"users":[]}').problem).toContain('neither a list nor');
    expect(failure(`["${one}`).problem).not.toContain(one.slice(0, 8));
  });

  it('raises IMPORT_TOO_LARGE for more parts than any import has', () => {
    expect(failure(`[${'[],'.repeat(importLimits.rows * 2 + 20)}1]`).code).toBe('IMPORT_TOO_LARGE');
  });
});

describe('the encoding', () => {
  const text = `session,name\n${one},Zoë Łukasz 北京\n`;
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');

  it.each([
    ['UTF-8', bytes(text)],
    ['UTF-8', bytes(`\uFEFF${text}`)],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
  ])('%s is read', (encoding, file) => {
    expect(read(file).file.encoding).toBe(encoding);
    expect(rows(file)[0]).toMatchObject({ displayName: 'Zoë Łukasz 北京', verdict: { kind: 'new' } });
  });

  it('raises IMPORT_UNREADABLE with the line and the byte for Windows-1252', () => {
    const file = Buffer.concat([bytes(`session,name\n${one},Zo`), Buffer.from([0xeb]), bytes('\n')]);
    expect(failure(file)).toEqual({
      code: 'IMPORT_UNREADABLE',
      problem: `line 2 is not UTF-8 (its byte ${one.length + 4} is EB); save the file as “CSV UTF-8” instead`,
    });
  });

  it('raises IMPORT_UNREADABLE for a workbook, for UTF-16 without a mark, and for half a character', () => {
    expect(failure(Buffer.from('PK\u0003\u0004rest')).problem).toContain('Excel workbook');
    expect(failure(utf16.subarray(2)).problem).toContain('without a byte-order mark');
    expect(failure(utf16.subarray(0, 21)).problem).toContain('cut off');
  });

  it('finds the first byte that is not UTF-8, wherever Node finds one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), fc.string({ unit: 'binary' }), (noise, words) => {
        const file = Buffer.concat([bytes(words.toWellFormed()), noise]);
        const at = firstInvalidUtf8(file);
        expect(at === -1).toBe(isUtf8(file));
        if (at !== -1) expect(isUtf8(file.subarray(0, at))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The file is read with all its rows accounted for, or refused with an error of the catalogue. */
function sound(file: Uint8Array): void {
  try {
    const { sheet } = readFile(file);
    const counts = sheet.counts();
    expect(counts.new + counts.repeated + counts.malformed).toBe(counts.rows);
    for (const row of sheet.page('all', 0, 500).rows) {
      // oxlint-disable-next-line no-control-regex -- that there are none
      expect(`${row.displayName}${row.labels.join('')}`).not.toMatch(/[\u0000-\u001f]/);
    }
  } catch (error) {
    if (!isOpsdeckError(error)) throw error;
  }
}

describe('any bytes at all', () => {
  it('are read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), sound), { numRuns: 1_000 });
  });

  it('are read or refused when they look like a table', () => {
    const piece = fc.constantFrom(
      'session',
      'name',
      ',',
      ';',
      '\t',
      '\n',
      '\r',
      '"',
      '""',
      one,
      '\u0000',
      '=1',
      'é',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => sound(bytes(pieces.join('')))),
      { numRuns: 2_000 },
    );
  });

  it('are read or refused when they are JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => sound(bytes(json))),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ session: fc.jsonValue(), name: fc.jsonValue(), labels: fc.jsonValue() })),
        (list) => sound(bytes(JSON.stringify(list))),
      ),
    );
  });
});
