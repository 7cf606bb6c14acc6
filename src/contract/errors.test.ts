import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorCatalogue, fillPlaceholders, isErrorCode, OpsdeckError } from './errors.ts';

const codes = Object.keys(errorCatalogue).filter(isErrorCode);
const root = path.resolve(import.meta.dirname, '../..');

const tests = globSync(['src/**/*.test.ts', 'electron/**/*.test.ts', 'tests/**/*.ts'], {
  cwd: root,
})
  .filter((file) => !file.endsWith('contract/errors.test.ts'))
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n');

describe.each(codes)('%s', (code) => {
  const { title, message, advice, httpStatus } = errorCatalogue[code];

  it('says what happened and what to do, in whole sentences', () => {
    expect(title).toMatch(/^[A-Z].*[^.!]$/);
    expect(message).toMatch(/^[A-Z{].*[.]$/s);
    expect(advice).toMatch(/^[A-Z{].*[.]$/s);
  });

  it('has a status after which no browser asks again by itself', () => {
    // With 408 Chromium sends a request once more for each connection that it has open.
    expect([408, 421, 425]).not.toContain(httpStatus);
  });

  it('has a test that raises it', () => {
    const raising = [`raises ${code}`, `code: '${code}'`, `[${code}]`, `toBe('${code}')`];
    expect(raising.some((text) => tests.includes(text))).toBe(true);
  });
});

describe('an error', () => {
  it('carries its details in its message', () => {
    const error = new OpsdeckError('PORT_IN_USE', { host: '127.0.0.1', port: 7420 });
    expect(error.message).toBe('Another program already listens on 127.0.0.1:7420.');
    expect(error.code satisfies ErrorCode).toBe('PORT_IN_USE');
  });

  it('leaves a placeholder that has no detail visible', () => {
    expect(fillPlaceholders('at {{where}}', {})).toBe('at {{where}}');
    expect(fillPlaceholders('{{a}}{{a}}', { a: '$&' })).toBe('$&$&');
  });

  it('does not take a name from Object.prototype for a code', () => {
    expect(isErrorCode('toString')).toBe(false);
    expect(isErrorCode('NOT_FOUND')).toBe(true);
  });
});
