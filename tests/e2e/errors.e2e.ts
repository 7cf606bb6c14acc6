import { errorCatalogue, fillPlaceholders } from '../../src/contract/errors.ts';
import { expect, journeyOn, open } from './support/journey.ts';

const { test } = journeyOn('host');

test('every error of the catalogue is shown with what happened and what to do', async ({
  signedIn: page,
}) => {
  await open(page, '/gallery');
  const text = (await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ');
  for (const [code, entry] of Object.entries(errorCatalogue)) {
    expect(text, code).toContain(entry.title);
    // The gallery fills the placeholders with examples: compare what lies between them.
    for (const part of `${entry.message} ${entry.advice}`.split(/\{\{\w+\}\}/)) {
      expect(text, code).toContain(fillPlaceholders(part, {}).trim().replaceAll(/\s+/g, ' '));
    }
  }
});
