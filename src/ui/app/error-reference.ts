type Report = (error: unknown, reference: string) => void;

let report: Report = () => undefined;
const references = new WeakMap<object, string>();
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Where unexpected errors of the page go; the frame points it at `system.reportError`. */
export function reportUnexpectedErrorsTo(next: Report): void {
  report = next;
}

/**
 * The reference number of an unexpected error. The first call for an error makes it and reports the error under it, so
 * that what the person reads to somebody else is really found in the log.
 */
export function referenceOf(error: unknown): string {
  const known = isObject(error) ? references.get(error) : undefined;
  if (known !== undefined) return known;
  const reference = newReference();
  if (isObject(error)) references.set(error, reference);
  report(error, reference);
  return reference;
}

/** Short enough to be read out: no letter that looks like a digit. */
export function newReference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `P-${[...bytes].map((byte) => alphabet[byte % alphabet.length]).join('')}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
