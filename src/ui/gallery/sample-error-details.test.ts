import { expect, it } from 'vitest';
import { errorCatalogue, fillPlaceholders, isErrorCode } from '#contract/errors.ts';
import { sampleDetails } from './sample-error-details.ts';

it.each(Object.keys(errorCatalogue))('the gallery can show %s without a gap', (code) => {
  if (!isErrorCode(code)) throw new Error(`${code} is not a code`);
  const { message, advice } = errorCatalogue[code];
  expect(fillPlaceholders(`${message} ${advice}`, sampleDetails(code))).not.toContain('{{');
});
