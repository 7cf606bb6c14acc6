const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size for people, in steps of a thousand: 18,430,112 → “18.4 MB”. */
export function formatBytes(bytes: number, language = 'en'): string {
  let value = bytes;
  let step = 0;
  while (value >= 1_000 && step < units.length - 1) {
    value /= 1_000;
    step += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 0 && value < 100 ? 1 : 0,
  }).format(value);
}
