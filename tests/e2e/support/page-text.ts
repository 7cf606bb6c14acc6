import type { Page } from '@playwright/test';

/**
 * All that a screenshot or a screen reader could read off the page, and more: its address, its title, and the whole
 * document with every attribute, the browser's storage beside it. Only what the person is typing is left out.
 */
export function pageText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    if (!(copy instanceof HTMLElement)) throw new Error('a page without a document');
    const originals = [...document.querySelectorAll('input, textarea')];
    const values: string[] = [];
    for (const [index, field] of [...copy.querySelectorAll('input, textarea')].entries()) {
      const original = originals[index];
      const isTyped =
        (original instanceof HTMLInputElement || original instanceof HTMLTextAreaElement) &&
        !original.readOnly &&
        !original.disabled;
      if (isTyped) field.removeAttribute('value');
      else if (original !== undefined && 'value' in original) values.push(String(original.value));
      if (isTyped && field instanceof HTMLTextAreaElement) field.textContent = '';
    }
    return [
      window.location.href,
      document.title,
      copy.outerHTML,
      document.body.innerText,
      JSON.stringify([values, Object.entries(localStorage), Object.entries(sessionStorage), history.state]),
    ].join('\n');
  });
}

/** What the fields of the page hold, hidden ones too. */
export function fieldValues(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('input, textarea')]
      .map((field) => ('value' in field ? String(field.value) : ''))
      .join('\n'),
  );
}
