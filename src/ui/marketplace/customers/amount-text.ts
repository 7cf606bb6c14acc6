/** What a person typed as an amount, in micros; null when it is none, or not above zero. */
export function microsFromText(text: string): string | null {
  const [, whole = '', fraction = ''] = /^\s*(\d{1,9})(?:[.,](\d{1,6}))?\s*$/.exec(text) ?? [];
  if (whole === '') return null;
  const micros = `${whole}${fraction.padEnd(6, '0')}`.replace(/^0+/, '');
  return micros === '' ? null : micros;
}
