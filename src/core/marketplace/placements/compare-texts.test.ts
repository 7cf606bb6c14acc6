import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTexts, differenceOf, normaliseText } from './compare-texts.ts';

describe('texts that say the same', () => {
  test.each([
    ['spaces and line ends', 'Fresh  bread\r\n every morning', 'Fresh bread\nevery morning '],
    ['marks that Telegram turns into entities', '**Fresh** __bread__ ||now||', 'Fresh bread now'],
    ['HTML', '<b>Fresh</b> bread &amp; cake', 'Fresh bread & cake'],
    ['a link behind words', 'Buy [our bread](https://bread.example/now)', 'Buy our bread'],
    ['the variant of an emoji', 'Sun ☀️ today', 'Sun ☀ today'],
    ['invisible characters', 'Fresh\u200B bread\u00A0today', 'Fresh bread today'],
    ['nothing at all', '', ''],
  ])('are alike whatever %s they have', (_what, ordered, published) => {
    expect(compareTexts(ordered, published)).toEqual({ similarityPercent: 100, missingLinks: [] });
  });

  test('are those that are one text, whatever is in it', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(compareTexts(text, text)).toEqual({ similarityPercent: 100, missingLinks: [] });
        expect(normaliseText(normaliseText(text).replaceAll(/[*_~|`[\]<>&]/g, ''))).toBe(
          normaliseText(text.normalize('NFKC').replaceAll(/[*_~|`[\]<>&]/g, '')),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('texts that differ', () => {
  test('are less alike the more words are others', () => {
    const ordered = 'one two three four five six seven eight nine ten';
    const likeness = (published: string) => compareTexts(ordered, published).similarityPercent;
    expect(likeness(`${ordered} #ad`)).toBe(95);
    expect(likeness('one two three four five six seven eight nine TEN')).toBe(90);
    expect(likeness('one two three')).toBe(46);
    expect(likeness('something else')).toBe(0);
    expect(likeness('')).toBe(0);
  });

  test('miss links and mentions also where nearly every word is the same', () => {
    const words = 'word '.repeat(99);
    const ordered = `${words} https://Bread.example/now?from=ad. @bakery`;
    expect(compareTexts(ordered, `${words} https://bread.example/later @bakery`).missingLinks).toEqual([
      'bread.example/now?from=ad',
    ]);
    expect(compareTexts(ordered, words).missingLinks).toEqual(['bread.example/now?from=ad', '@bakery']);
  });

  test('are told in parts', () => {
    expect(differenceOf('Fresh bread every morning', 'Fresh cake every evening')).toEqual([
      { kind: 'same', text: 'Fresh' },
      { kind: 'gone', text: 'bread' },
      { kind: 'added', text: 'cake' },
      { kind: 'same', text: 'every' },
      { kind: 'gone', text: 'morning' },
      { kind: 'added', text: 'evening' },
    ]);
  });
});
