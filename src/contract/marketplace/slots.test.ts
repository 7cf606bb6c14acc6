import { expect, it } from 'vitest';
import { slotOf, slotText } from './slots.ts';

const at = (text: string) => Date.parse(text);

it('has four slots a day, each beginning with its first instant and ending before the next', () => {
  expect(slotOf(at('2026-03-29T00:00:00Z'))).toMatchObject({ day: '2026-03-29', index: 0 });
  expect(slotOf(at('2026-03-29T05:59:59.999Z'))).toMatchObject({ day: '2026-03-29', index: 0 });
  expect(slotOf(at('2026-03-29T06:00:00Z'))).toMatchObject({ day: '2026-03-29', index: 1 });
  const last = slotOf(at('2026-12-31T23:59:59Z'));
  expect(last).toMatchObject({ day: '2026-12-31', index: 3, until: at('2027-01-01T00:00:00Z') });
  expect(slotText(last)).toBe('2026-12-31 18:00–24:00');
});
