import { expect, it } from 'vitest';
import { retryAfterMs, usualRetries } from './retries.ts';

const timeout = { outcome: 'unreachable', errorCode: 'TIMEOUT' } as const;

it('tries again what the network kept away, once', () => {
  expect(retryAfterMs(timeout, 1, usualRetries, 0)).toBe(10_000);
  expect(retryAfterMs(timeout, 1, usualRetries, 1)).toBe(12_500);
  expect(retryAfterMs(timeout, 2, usualRetries, 0)).toBeNull();
});

it('leaves alone what Telegram has answered, and what no attempt can open', () => {
  expect(retryAfterMs({ outcome: 'flood_wait', errorCode: 'FLOOD_WAIT_9' }, 1, usualRetries, 0)).toBeNull();
  expect(
    retryAfterMs({ outcome: 'banned', errorCode: 'USER_DEACTIVATED_BAN' }, 1, usualRetries, 0),
  ).toBeNull();
  const unreadable = { outcome: 'unreachable', errorCode: 'SESSION_UNREADABLE' } as const;
  expect(retryAfterMs(unreadable, 1, usualRetries, 0)).toBeNull();
});
