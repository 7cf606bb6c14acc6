/** What a text must not hold: the whole number of a card or of a bank account. */
export type AccountNumberKind = 'card' | 'iban';

/** A masked reference needs fewer digits than any number that could be used. */
const mostDigitsOfMask = 8;

const usualCardLengths = [15, 16];
const numberOfCard = /\d(?:[\s.\-_/·]*\d){11,18}/g;
const mayBeIban = /[A-Z]{2}\d{2}(?:[\s.\-_]*[A-Z0-9]){11,30}/g;

/** Digits of every script as those of ASCII, and letters in one form: a number that is written otherwise is the same number. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/\p{Nd}/gu, digitOf)
    .replaceAll(/\p{Cf}/gu, '');
}

/** Decimal digits of a script stand in a row from zero to nine, so the zero is the last one before that is none behind another. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value += 1) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return String(value);
  }
  return '0';
}

/** Finds a whole card number (Luhn) or bank account number (IBAN, ISO 7064) in a text, however it is spaced. */
export function findAccountNumber(text: string): AccountNumberKind | null {
  const searched = plain(text);
  for (const [found] of searched.matchAll(mayBeIban)) {
    const letters = found.replaceAll(/[^A-Z0-9]/g, '');
    for (let length = letters.length; length >= 15; length -= 1)
      if (passesIban(letters.slice(0, length))) return 'iban';
  }
  for (const [found] of searched.matchAll(numberOfCard))
    if (holdsCardNumber(found.replaceAll(/\D/g, ''))) return 'card';
  return null;
}

/** The whole run of digits, or a part of it as long as most cards' numbers: something may be written behind or before one. */
function holdsCardNumber(digits: string): boolean {
  if (digits.length >= 13 && passesLuhn(digits)) return true;
  for (const length of usualCardLengths)
    for (let start = 0; start + length <= digits.length; start += 1)
      if (passesLuhn(digits.slice(start, start + length))) return true;
  return false;
}

/** Whether a text is short of digits enough to be a masked reference, such as “Visa •••• 4242”. */
export function isMaskedReference(text: string): boolean {
  const digits = plain(text).replaceAll(/\D/g, '');
  return digits.length <= mostDigitsOfMask && findAccountNumber(text) === null;
}

export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const value = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 0 ? value : value * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export function passesIban(letters: string): boolean {
  let rest = 0;
  for (const character of letters.slice(4) + letters.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
