/** A piece of SQL that means something: comments and spaces are left out. */
export type SqlToken = {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'sign';
  /** Of a quoted name without its quotes. */
  readonly value: string;
  /** Where it begins and ends, in characters of the text. */
  readonly from: number;
  readonly to: number;
};

const pattern =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>'(?:[^']|'')*'?)|(?<quoted>"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?)|(?<number>\d[\w.]*)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign>\|\||<=|>=|<>|!=|==|<<|>>|->>|->|[\s\S])/gu;

/** Takes SQL apart as SQLite does; what is not closed goes to the end. */
export function sqlTokens(text: string): SqlToken[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index, groups = {} }): SqlToken[] => {
    const place = { from: index, to: index + found.length };
    if (groups['space'] !== undefined) return [];
    if (groups['text'] !== undefined) return [{ kind: 'text', value: found, ...place }];
    if (groups['quoted'] !== undefined) return [{ kind: 'quoted', value: found.slice(1, -1), ...place }];
    if (groups['number'] !== undefined) return [{ kind: 'number', value: found, ...place }];
    return [{ kind: groups['word'] === undefined ? 'sign' : 'word', value: found, ...place }];
  });
}

/** Line and column of a place in a text, both from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
