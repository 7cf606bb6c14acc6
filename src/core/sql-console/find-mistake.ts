import { sqlTokens } from './sql-tokens.ts';

/** What SQLite says of a text; null when it has nothing against it. */
export type Judge = (text: string) => string | null;

const syntax = /syntax error|unrecognized token/;
const named =
  /^(?:no such (?:column|table|function|module)|ambiguous column name|misuse of aggregate|wrong number of arguments to function|misuse of window function):? ?"?(?<name>[^"():]+)/;

/**
 * Where in a text the mistake is that SQLite speaks of; null where that cannot be told. SQLite's driver does not say: a mistake of
 * syntax is at the end of the shortest beginning of the text that has one; a name that is not known is where it stands.
 */
export function findMistake(text: string, message: string, judge: Judge): number | null {
  if (syntax.test(message)) return endOfGoodBeginning(text, judge);
  const name = named.exec(message)?.groups?.['name']?.trim();
  if (name === undefined) return null;
  const parts = name.split('.');
  const tokens = sqlTokens(text);
  const at = tokens.findIndex((_, index) =>
    parts.every((part, step) => sameName(tokens[index + step * 2]?.value, part)),
  );
  return tokens[at]?.from ?? null;
}

function endOfGoodBeginning(text: string, judge: Judge): number | null {
  const tokens = sqlTokens(text);
  const isWrong = (length: number): boolean => {
    const end = tokens[length - 1]?.to ?? 0;
    return syntax.test(judge(text.slice(0, end)) ?? '');
  };
  if (!isWrong(tokens.length)) return null;
  let [right, wrong] = [0, tokens.length];
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isWrong(middle)) wrong = middle;
    else right = middle;
  }
  return tokens[wrong - 1]?.from ?? null;
}

const sameName = (one: string | undefined, other: string): boolean =>
  one !== undefined && one.toLowerCase() === other.toLowerCase();
