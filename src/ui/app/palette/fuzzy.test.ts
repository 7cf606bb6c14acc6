import { describe, expect, it } from 'vitest';
import { fuzzySearch } from './fuzzy.ts';

const items = [
  { label: 'Overview', section: 'Overview', keywords: 'home dashboard' },
  { label: 'Accounts', section: '', keywords: 'pool sessions' },
  { label: 'Check all accounts', section: '', keywords: 'health verify' },
  { label: 'Use the dark theme', section: '', keywords: 'appearance night' },
  { label: 'Größe ändern', section: '', keywords: '' },
];

const found = (query: string): readonly string[] => fuzzySearch(items, query).map(({ label }) => label);

describe('fuzzySearch', () => {
  it('keeps everything in order for an empty query', () => {
    expect(found('  ')).toHaveLength(items.length);
  });

  it('puts the start of the name before a word inside it', () => {
    expect(found('acc')).toEqual(['Accounts', 'Check all accounts']);
  });

  it('finds by keyword, after names', () => {
    expect(found('pool')).toEqual(['Accounts']);
  });

  it('finds letters in order, as an abbreviation', () => {
    expect(found('caa')).toEqual(['Check all accounts']);
    expect(found('chall')).toEqual(['Check all accounts']);
  });

  it('does not take scattered letters for a match', () => {
    expect(found('oew')).toEqual([]);
  });

  it('takes the name of a domain for its first page before a word inside another name', () => {
    const domain = [
      { label: 'Check all accounts', section: 'Accounts', keywords: '' },
      { label: 'Pool', section: 'Accounts', keywords: '' },
    ];
    expect(fuzzySearch(domain, 'accounts').map(({ label }) => label)).toEqual(['Pool', 'Check all accounts']);
  });

  it('needs every word, whatever their order', () => {
    expect(found('theme dark')).toEqual(['Use the dark theme']);
    expect(found('dark accounts')).toEqual([]);
  });

  it('does not mind case and accents', () => {
    expect(found('ANDERN')).toEqual(['Größe ändern']);
  });
});
