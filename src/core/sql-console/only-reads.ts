import { type SqlToken, sqlTokens } from './sql-tokens.ts';

/** Why a statement is not run, in words that follow “The statement was not run:”. */
export type Refusal = { readonly problem: string };

export type ReadingStatement = {
  /** Without a semicolon at its end. */
  readonly text: string;
  /** Without `EXPLAIN` in front: what it reads can be asked of this. */
  readonly inner: string;
};

const reading = new Set(['select', 'with', 'values']);

/**
 * Tables that SQLite makes up, and functions that reach beyond the data. `pragma_…` reads settings and file names of the machine,
 * `dbstat` pages of the file.
 */
const neverNamed =
  /^(?:pragma_\w+|dbstat|sqlite_dbpage|sqlite_stmt|sqlite_stat\d|bytecode|tables_used|fts\w+|rtree\w*|geopoly\w*|load_extension|readfile|writefile|edit)$/i;

/**
 * Looks at the words of a statement before SQLite sees it: some statements (`PRAGMA`, `ATTACH`) act while they are prepared, an
 * `EXPLAIN` of them too. What it lets through is asked of SQLite as well (`requireReadable`).
 */
export function onlyReads(text: string): ReadingStatement | Refusal {
  const tokens = sqlTokens(text);
  const ended = tokens.findIndex(({ value, kind }) => kind === 'sign' && value === ';');
  const own = ended === -1 ? tokens : tokens.slice(0, ended);
  if (own.length === 0) return { problem: 'there is no statement in it' };
  if (ended !== -1 && tokens.slice(ended).some(({ value }) => value !== ';'))
    return { problem: 'it is more than one statement' };
  const first = own[ownStart(own)];
  const word = first?.value.toLowerCase() ?? '';
  if (first?.kind !== 'word' || !reading.has(word))
    return { problem: `it begins with ${(own[0]?.value ?? '').slice(0, 40).toUpperCase()}` };
  const named = own.find(
    ({ kind, value }) => (kind === 'word' || kind === 'quoted') && neverNamed.test(value),
  );
  if (named !== undefined) return { problem: `${named.value} cannot be used here` };
  const end = own.at(-1)?.to ?? text.length;
  return { text: text.slice(0, end), inner: text.slice(first.from, end) };
}

/** Behind `EXPLAIN` and `EXPLAIN QUERY PLAN`. */
function ownStart(tokens: readonly SqlToken[]): number {
  const words = tokens.slice(0, 3).map(({ value }) => value.toLowerCase());
  if (words[0] !== 'explain') return 0;
  return words[1] === 'query' && words[2] === 'plan' ? 3 : 1;
}
