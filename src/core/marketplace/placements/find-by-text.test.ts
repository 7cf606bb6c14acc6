import { expect, test } from 'vitest';
import { findByText } from './find-by-text.ts';

const publishedAt = Date.UTC(2026, 4, 1, 12);
const minuteMs = 60_000;
const text = '**Fresh bread** every morning, order at @bakery_bot';
const post = (messageId: number, said: string, minutes = 0) => ({
  messageId,
  text: said,
  publishedAt: publishedAt + minutes * minuteMs,
});
const plain = 'Fresh bread every morning, order at @bakery_bot';
const wanted = { text, publishedAt, taken: [] };

test('the post is the one that says what was ordered, whatever marks Telegram made of it', () => {
  const posts = [post(9, 'Good night'), post(8, plain), post(7, 'Good morning')];
  expect(findByText(posts, true, wanted)).toEqual({ kind: 'found', post: posts[1] });
});

test('of two that say the same, it is the one closest to the word of the operator', () => {
  const posts = [post(9, plain, 300), post(8, plain, -5)];
  expect(findByText(posts, true, wanted)).toEqual({ kind: 'found', post: posts[1] });
});

test('a post that is the one of another order is not taken', () => {
  const posts = [post(9, plain, 300), post(8, plain, -5)];
  expect(findByText(posts, true, { ...wanted, taken: [8] })).toEqual({ kind: 'found', post: posts[0] });
  expect(findByText(posts, true, { ...wanted, taken: [8, 9] })).toEqual({ kind: 'nowhere' });
});

test('a channel in which nothing is like it does not have it', () => {
  expect(findByText([post(9, 'Cake in the evening, call us today')], true, wanted)).toEqual({
    kind: 'nowhere',
  });
  expect(findByText([], true, wanted)).toEqual({ kind: 'nowhere' });
});

test('where a doubt remains nothing is said', () => {
  const similar = post(9, 'Fresh bread every morning, until Friday only');
  expect(findByText([similar], true, wanted)).toEqual({ kind: 'unsure' });
  expect(findByText([post(9, 'Something else')], false, wanted)).toEqual({ kind: 'unsure' });
  for (const short of ['', 'Hi', '🍞 🍞']) {
    expect(findByText([post(9, short)], true, { ...wanted, text: short })).toEqual({ kind: 'unsure' });
  }
});
