import { expect, it } from 'vitest';
import { DeadlinePassed, startDeadline } from './deadline.ts';

it('ends work that never ends', async () => {
  await expect(startDeadline(1).race(new Promise(() => undefined))).rejects.toBeInstanceOf(DeadlinePassed);
});

it('gives what the work gives', async () => {
  const deadline = startDeadline(60_000);
  await expect(deadline.race(Promise.resolve('done'))).resolves.toBe('done');
  deadline.clear();
});
