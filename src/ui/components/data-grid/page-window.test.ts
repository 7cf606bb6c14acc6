import { describe, expect, it } from 'vitest';
import { pageSize, pagesFor } from './page-window.ts';

describe('pagesFor', () => {
  it('names the pages that are in view', () => {
    expect(pagesFor(0, 40, 100_000)).toEqual([0]);
    expect(pagesFor(pageSize - 1, pageSize, 100_000)).toEqual([0, 1]);
    expect(pagesFor(99_960, 100_020, 100_000)).toEqual([999]);
  });

  it('asks for the first page before the total is known, and when there is nothing', () => {
    expect(pagesFor(0, 0, undefined)).toEqual([0]);
    expect(pagesFor(0, 30, 0)).toEqual([0]);
  });

  it('stays within the rows after they became fewer', () => {
    expect(pagesFor(900, 940, 250)).toEqual([2]);
  });
});
