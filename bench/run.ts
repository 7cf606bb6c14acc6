// `npm run bench -- NAME [--option value …]`: one JSON object per figure on stdout, and nothing else there.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const folder = path.join(import.meta.dirname, 'suites');
const names = readdirSync(folder).map((file) => path.basename(file, '.ts'));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { accounts: { type: 'string' }, rounds: { type: 'string' }, rows: { type: 'string' } },
});

const chosen = positionals.length > 0 ? positionals : names;
const unknown = chosen.find((name) => !names.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark “${unknown}”. There are: ${names.join(', ')}.\n`);
  process.exit(1);
}

export type BenchOptions = {
  readonly accounts: number;
  readonly rounds: number;
  /** Null: as many as the benchmark is about. */
  readonly rows: number | null;
};

/** One figure. `ratio` is ours ÷ theirs, measured in the same run. */
export type Figure = { readonly bench: string; readonly ratio?: number } & Readonly<
  Record<string, number | string>
>;

type Suite = { run(options: BenchOptions, report: (figure: Figure) => void): Promise<void> };

const options: BenchOptions = {
  accounts: Number(values.accounts ?? 1000),
  rounds: Number(values.rounds ?? 5),
  rows: values.rows === undefined ? null : Number(values.rows),
};

for (const name of chosen) {
  const suite: Suite = await import(path.join(folder, `${name}.ts`));
  await suite.run(options, (figure) => process.stdout.write(`${JSON.stringify(figure)}\n`));
}
process.exit(0);
