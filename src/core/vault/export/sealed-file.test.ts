import { describe, expect, it } from 'vitest';
import { createSealedFile, readSealedFile } from './sealed-file.ts';

const passphrase = 'correct horse battery staple';
const cheap = { memoryKib: 8_192, passes: 1, parallelism: 1 };
const records = [{ session: 'secret-1' }, { session: 'secret-2' }, { session: 'secret-3' }];

async function makeFile(): Promise<string> {
  const shape = { accounts: 3, chunks: 2, createdAt: new Date(0) };
  const file = await createSealedFile(passphrase, shape, cheap);
  return file.head + file.chunk(0, records.slice(0, 2)) + file.chunk(1, records.slice(2));
}

const refusal = (problem: RegExp) => ({ message: expect.stringMatching(problem) as unknown });

describe('a sealed file', () => {
  it('gives back what was put in, also after a mail program has changed its line ends', async () => {
    const text = await makeFile();
    expect(await readSealedFile(text, passphrase)).toEqual(records);
    expect(await readSealedFile(text.replaceAll('\n', '\r\n'), passphrase)).toEqual(records);
    expect(text).not.toContain('secret');
  });

  it('says that a passphrase is wrong', async () => {
    await expect(readSealedFile(await makeFile(), `${passphrase}!`)).rejects.toMatchObject(
      refusal(/the passphrase is not the one/),
    );
  });

  it('says that its end is missing, or that something was added', async () => {
    const lines = (await makeFile()).trimEnd().split('\n');
    await expect(readSealedFile(lines.slice(0, -1).join('\n'), passphrase)).rejects.toMatchObject(
      refusal(/the end of the file is missing/),
    );
    await expect(readSealedFile([...lines, lines[2]].join('\n'), passphrase)).rejects.toMatchObject(
      refusal(/something was added/),
    );
  });

  it('notices chunks that changed places', async () => {
    const [head, first, second] = (await makeFile()).trimEnd().split('\n');
    await expect(readSealedFile([head, second, first].join('\n'), passphrase)).rejects.toMatchObject(
      refusal(/damaged or changed/),
    );
  });

  it('notices a chunk of another export with the same passphrase', async () => {
    const [head, first] = (await makeFile()).split('\n');
    const [, , second] = (await makeFile()).split('\n');
    await expect(readSealedFile([head, first, second].join('\n'), passphrase)).rejects.toMatchObject(
      refusal(/damaged or changed/),
    );
  });

  it.each([
    ['another number of accounts', (head: string) => head.replace('"accounts":3', '"accounts":2')],
    ['another date', (head: string) => head.replace('1970', '1971')],
    ['another salt', (head: string) => head.replace(/"salt":"../, '"salt":"zz')],
    ['a newer version', (head: string) => head.replace('"version":1', '"version":2')],
    ['terrible costs', (head: string) => head.replace('"memoryKib":8192', '"memoryKib":2000000000')],
    ['trailing space', (head: string) => `${head} `],
  ])('does not read a head with %s', async (_what, change) => {
    const [head = '', ...chunks] = (await makeFile()).split('\n');
    expect(change(head)).not.toBe(head);
    await expect(readSealedFile([change(head), ...chunks].join('\n'), passphrase)).rejects.toThrow();
  });

  it.each(['', 'not JSON', '{}', '[]', '\u0000\u0000', 'x'.repeat(100_000), 'null\nnull'])(
    'is told from other files: %#',
    async (text) => {
      await expect(readSealedFile(text, passphrase)).rejects.toMatchObject(
        refusal(/not a file of exported sessions/),
      );
    },
  );

  it('notices any changed character of its chunks', async () => {
    const text = await makeFile();
    const start = text.indexOf('\n') + 1;
    for (let place = start; place < text.length; place += 7) {
      if (text[place] === '\n' || text[place] === '=') continue;
      // The last digit of a line has bits that stand for nothing.
      if (text[place + 1] === '\n' || text[place + 1] === '=') continue;
      const changed = text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);
      await expect(readSealedFile(changed, passphrase)).rejects.toThrow();
    }
  });
});
