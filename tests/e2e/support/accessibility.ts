import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/**
 * What axe finds wrong with what is shown. Only violations are asked for, nothing is loaded into frames, as the console has none,
 * and axe stays in the page that has it.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    if (window.axe === undefined) throw new Error('axe is not in the page');
    const { violations: found } = await window.axe.run(document, {
      resultTypes: ['violations'],
      // Addresses of pages begin with `#/`, which axe takes for places on this page. The one link that skips is walked in frame.e2e.
      rules: { 'skip-link': { enabled: false } },
    });
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help} at ${node.target.join(' ')}`),
    );
  });
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}
