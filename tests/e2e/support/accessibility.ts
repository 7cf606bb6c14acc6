import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe finds wrong with what is shown. Only violations are asked for, and nothing is loaded into frames: the console has
 * none, and both would double the time.
 */
export async function violations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // Addresses of pages begin with `#/`, which axe takes for places on this page. The one link that skips is walked in frame.e2e.
    .options({ resultTypes: ['violations'], rules: { 'skip-link': { enabled: false } } })
    .setLegacyMode();
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${node.target.join(' ')}`),
  );
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}
