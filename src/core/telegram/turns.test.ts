import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('gives turns on one key in order, one at a time', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const work = async (name: string): Promise<void> => {
    const endTurn = await turns.take('key');
    order.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${name} ends`);
    endTurn();
  };
  await Promise.all([work('first'), work('second'), work('third')]);
  expect(order).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ]);
});

it('does not make different keys wait for each other', async () => {
  const turns = new Turns();
  await turns.take('held for ever');
  const endTurn = await turns.take('another');
  endTurn();
});
