import { describe, expect, it } from 'vitest';
import { type Fetch, outlivingPage } from './outliving-page.ts';

/** Requests that stay under way until they are answered; says of each whether it outlives the page. */
function heldRequests() {
  const asked: { readonly outlives: boolean; readonly answer: () => void }[] = [];
  const send: Fetch = (_input, init) =>
    new Promise((resolve) => {
      const outlives = init !== undefined && 'keepalive' in init && init.keepalive === true;
      asked.push({ outlives, answer: () => resolve(new Response('{}')) });
    });
  return { asked, post: outlivingPage(send) };
}

describe('requests that outlive the page', () => {
  it('are those that fit into the room of the browser, and the room is free again with the answer', async () => {
    const { asked, post } = heldRequests();
    const body = 'x'.repeat(5_000);
    const first = post('/', { method: 'POST', body });
    void post('/', { method: 'POST', body });
    void post('/', { method: 'POST', body });
    expect(asked.map(({ outlives }) => outlives)).toEqual([true, true, false]);
    asked[0]?.answer();
    await first;
    void post('/', { method: 'POST', body });
    expect(asked[3]?.outlives).toBe(true);
  });

  it('are none that would never fit', () => {
    const { asked, post } = heldRequests();
    void post('/', { method: 'POST', body: 'x'.repeat(20_000) });
    void post('/', {});
    expect(asked.map(({ outlives }) => outlives)).toEqual([false, false]);
  });
});
