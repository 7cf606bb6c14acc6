/** Micros as a person types them: `12.5`. The other way round is `microsFromText`. */
export function textFromMicros(micros: string): string {
  const digits = micros.padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -6) : `${digits.slice(0, -6)}.${fraction}`;
}
