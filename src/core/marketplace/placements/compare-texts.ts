export type TextPart = { readonly kind: 'same' | 'gone' | 'added'; readonly text: string };

export type TextComparison = {
  /** Word by word, of a hundred, rounded down: only texts that say the same are 100 alike. */
  readonly similarityPercent: number;
  /** Links and mentions of the ordered text that the published one does not have. */
  readonly missingLinks: readonly string[];
};

const htmlEntities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/**
 * A text as its readers take it in: Telegram turns the marks of its Markdown and HTML into entities, so that the published text
 * comes without them; which variant of an emoji, which of the spaces and invisible joiners is used says nothing.
 */
export function normaliseText(text: string): string {
  return text
    .replaceAll(
      /<\/?(?:b|strong|i|em|u|ins|s|del|strike|code|pre|blockquote|tg-spoiler|a)(?:\s[^>]*)?>/gi,
      '',
    )
    .replaceAll(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (entity) => htmlEntities[entity] ?? entity)
    .replaceAll(/\[([^\]\n]*)\]\((?:https?:\/\/|tg:\/\/)[^)\s]*\)/g, '$1')
    .replaceAll(/\*\*|__|~~|\|\||`+/g, '')
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

const wordsOf = (text: string): string[] => (text === '' ? [] : text.split(' '));

/** Compares an ordered text with the published one. */
export function compareTexts(ordered: string, published: string): TextComparison {
  const wanted = wordsOf(normaliseText(ordered));
  const found = wordsOf(normaliseText(published));
  const links = new Set(linksOf(normaliseText(published)));
  return {
    similarityPercent: likeness(wanted, found),
    missingLinks: linksOf(normaliseText(ordered)).filter((link) => !links.has(link)),
  };
}

/** Both texts in parts that they share and parts that only one of them has, in the order of reading. */
export function differenceOf(ordered: string, published: string): TextPart[] {
  const wanted = wordsOf(normaliseText(ordered));
  const found = wordsOf(normaliseText(published));
  const lengths = commonLengths(wanted, found);
  const parts: { kind: TextPart['kind']; words: string[] }[] = [];
  const add = (kind: TextPart['kind'], word: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else parts.push({ kind, words: [word] });
  };
  let [row, column] = [0, 0];
  while (row < wanted.length || column < found.length) {
    const [mine, theirs] = [wanted[row], found[column]];
    if (mine !== undefined && mine === theirs) {
      add('same', mine);
      row += 1;
      column += 1;
    } else if (
      theirs === undefined ||
      (mine !== undefined && (lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0))
    ) {
      add('gone', mine ?? '');
      row += 1;
    } else {
      add('added', theirs);
      column += 1;
    }
  }
  return parts.map(({ kind, words }) => ({ kind, text: words.join(' ') }));
}

function likeness(wanted: readonly string[], found: readonly string[]): number {
  const all = wanted.length + found.length;
  if (all === 0) return 100;
  const common = commonLengths(wanted, found)[0]?.[0] ?? 0;
  return Math.floor((200 * common) / all);
}

/** How many words the texts from here on have in common, in their order. Posts have at most some thousand words. */
function commonLengths(wanted: readonly string[], found: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: wanted.length + 1 }, () => new Uint16Array(found.length + 1));
  for (let row = wanted.length - 1; row >= 0; row -= 1) {
    const [here, below] = [lengths[row], lengths[row + 1]];
    if (here === undefined || below === undefined) continue;
    for (let column = found.length - 1; column >= 0; column -= 1)
      here[column] =
        wanted[row] === found[column]
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, here[column + 1] ?? 0);
  }
  return lengths;
}

function linksOf(text: string): string[] {
  const found = text.match(/(?:https?:\/\/|t\.me\/)[^\s)>\]]+|(?<![\w@])@\w{4,32}/giu) ?? [];
  return found.map((link) =>
    link
      .replace(/^https?:\/\//i, '')
      .replace(/[.,;:!?/]+$/, '')
      .toLowerCase(),
  );
}
