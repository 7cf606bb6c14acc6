import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueText } from './issue-text.ts';

const firstIssue = (schema: z.ZodType, value: unknown) =>
  issueText(schema.safeParse(value).error?.issues[0] ?? {});

describe('issueText', () => {
  it.each([
    [z.string().min(1), '', { key: 'required' }],
    [z.string(), undefined, { key: 'required' }],
    [z.string().min(3), 'a', { key: 'tooShort', limit: '3' }],
    [z.string().max(2), 'abc', { key: 'tooLong', limit: '2' }],
    [z.int().min(1), 0, { key: 'tooSmall', limit: '1' }],
    [z.int().max(64), 65, { key: 'tooBig', limit: '64' }],
    [z.email(), 'nobody', { key: 'invalid' }],
  ])('speaks of what zod found: %#', (schema, value, text) => {
    expect(firstIssue(schema, value)).toEqual(text);
  });
});
