import { describe, expect, test } from 'vitest';
import { annotationSubject, noteSubject } from './annotation-subject.ts';

describe('annotationSubject', () => {
  test('is whom the dashboard is about', () => {
    const one = { subject: 7, categories: [] };
    expect(annotationSubject({ subject: 'editor' }, one)).toEqual({ kind: 'editor', id: 7 });
    expect(annotationSubject({ subject: 'channel' }, one)).toEqual({ kind: 'channel', id: 7 });
    expect(annotationSubject({ subject: 'advertiser' }, { ...one, subject: null })).toBeNull();
    expect(annotationSubject({ subject: 'business' }, { subject: null, categories: ['travel'] })).toEqual({
      kind: 'business',
      categories: ['travel'],
    });
  });
});

const about = (...input: Parameters<typeof annotationSubject>) => {
  const subject = annotationSubject(...input);
  return subject === null ? null : noteSubject(subject);
};

describe('noteSubject', () => {
  test('is one customer, channel or category, and else the business', () => {
    const one = { subject: 7, categories: [] };
    expect(about({ subject: 'advertiser' }, one)).toEqual({ kind: 'customer', id: 7 });
    expect(about({ subject: 'channel' }, one)).toEqual({ kind: 'channel', id: 7 });
    expect(about({ subject: 'category' }, { subject: null, categories: ['travel'] })).toEqual({
      kind: 'category',
      category: 'travel',
    });
    expect(about({ subject: 'category' }, { subject: null, categories: ['travel', 'tech'] })).toBeNull();
    expect(about({ subject: 'business' }, { subject: null, categories: [] })).toBeNull();
  });
});
