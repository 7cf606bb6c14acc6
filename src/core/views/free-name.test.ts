import { expect, it } from 'vitest';
import { freeName } from './free-name.ts';

it('keeps a name that is free, and numbers one that is not', () => {
  expect(freeName('Late', new Set())).toBe('Late');
  expect(freeName('Late', new Set(['Late']))).toBe('Late (2)');
  expect(freeName('Late', new Set(['Late', 'Late (2)', 'Late (3)']))).toBe('Late (4)');
});

it('stays within the length of a name and cuts no character in two', () => {
  const longest = 'a'.repeat(80);
  expect(freeName(longest, new Set([longest]))).toBe(`${'a'.repeat(76)} (2)`);
  const emoji = '🦊'.repeat(40);
  const numbered = freeName(emoji, new Set([emoji]));
  expect(numbered).toBe(`${'🦊'.repeat(38)} (2)`);
  expect(numbered.length).toBeLessThanOrEqual(80);
});
