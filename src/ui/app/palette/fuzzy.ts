/** What a search looks at: the words shown, the domain it belongs to, and words that only help to find it. */
export type Searchable = { readonly label: string; readonly section: string; readonly keywords: string };

/**
 * Ranks what matches every word of the query, best first. A word may be the start of a word (best), a part of one, or
 * its letters in order (“chkall” finds “Check all accounts”). Equal ranks keep their order; an empty query keeps all.
 */
export function fuzzySearch<Item extends Searchable>(items: readonly Item[], query: string): readonly Item[] {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  return items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

function scoreOf({ label, section, keywords }: Searchable, words: readonly string[]): number {
  const foldedLabel = fold(label);
  const foldedSection = fold(section);
  const foldedKeywords = fold(keywords);
  let total = 0;
  for (const word of words) {
    const score = Math.max(
      scoreWord(foldedLabel, word) * 2,
      // Above a word inside a name: “accounts” means that domain's page before “Check all accounts”.
      scoreWord(foldedSection, word) * 1.7,
      scoreWord(foldedKeywords, word),
    );
    if (score === 0) return 0;
    total += score;
  }
  // Among equals the shorter name is nearer to what was typed.
  return total + 1 / (1 + foldedLabel.length);
}

function scoreWord(text: string, word: string): number {
  if (text.startsWith(word)) return 100;
  if (text.includes(` ${word}`)) return 80;
  if (text.includes(word)) return 50;
  return scoreLetters(text, word);
}

/** Letters in order; each one that begins a word or follows the last hit counts. Scattered letters are no match. */
function scoreLetters(text: string, word: string): number {
  let position = -1;
  let hits = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, position + 1);
    if (next === -1) return 0;
    if (next === 0 || next === position + 1 || text[next - 1] === ' ') hits += 1;
    position = next;
  }
  return hits * 2 > word.length ? (40 * hits) / word.length : 0;
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
