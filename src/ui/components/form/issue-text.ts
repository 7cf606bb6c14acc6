/** What is wrong with a field, as a text of the namespace `components` and what fills it. */
export type IssueText =
  | { readonly key: 'required' | 'invalid' }
  | { readonly key: 'tooShort' | 'tooLong' | 'tooSmall' | 'tooBig'; readonly limit: string };

/** The part of a zod issue that the words depend on. */
type Issue = {
  readonly code?: string | undefined;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
};

/** Words for people instead of "expected string to have >=3 characters". */
export function issueText(issue: Issue): IssueText {
  const isText = issue.origin === 'string';
  switch (issue.code) {
    case 'invalid_type':
      return { key: 'required' };
    case 'too_small':
      if (isText && Number(issue.minimum) === 1) return { key: 'required' };
      return { key: isText ? 'tooShort' : 'tooSmall', limit: String(issue.minimum) };
    case 'too_big':
      return { key: isText ? 'tooLong' : 'tooBig', limit: String(issue.maximum) };
    default:
      return { key: 'invalid' };
  }
}
