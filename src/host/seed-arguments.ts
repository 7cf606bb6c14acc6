import { parseArgs } from 'node:util';
import { type BusinessTable, businessTableNames } from '#sandbox/business/copy/business-tables.ts';
import { type BusinessSize, businessSizes } from '#sandbox/business/sizes.ts';

export type SeedArguments = {
  readonly size: BusinessSize;
  readonly seed: number;
  readonly until: number;
  readonly replace: boolean;
  readonly tables: readonly BusinessTable[];
};

export const seedUsage = `npm run seed -- --size ${businessSizes.join('|')} [options]

  --seed N         another business of the same size (0 to 4294967295, 1 unless given)
  --until INSTANT  where its three years end, such as 2026-11-01T00:00:00Z (now unless given)
  --only TABLES    some tables and what their rows refer to, such as orders,payments
  --replace        removes the marketplace that the workspace has

It writes to DATABASE_URL, or to the built-in Postgres of OPSDECK_DATA_DIR.`;

/** What somebody typed makes no sense; the message says what and why. */
export class SeedArgumentsWrong extends Error {
  override readonly name = 'SeedArgumentsWrong';
}

/** `null` when somebody only asks for help. @throws SeedArgumentsWrong */
export function parseSeedArguments(words: readonly string[], now: number): SeedArguments | null {
  const values = parse(words);
  if (values.help === true) return null;
  const size = businessSizes.find((known) => known === values.size);
  if (size === undefined) {
    const problem = values.size === undefined ? '--size is missing' : `there is no size “${values.size}”`;
    throw new SeedArgumentsWrong(`${problem}: ${businessSizes.join(', ')}`);
  }
  return {
    size,
    seed: seedOf(values.seed),
    until: instantOf(values.until, now),
    replace: values.replace === true,
    tables: values.only === undefined ? businessTableNames : tablesOf(values.only),
  };
}

function parse(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      strict: true,
      allowPositionals: false,
      options: {
        size: { type: 'string' },
        seed: { type: 'string' },
        until: { type: 'string' },
        only: { type: 'string' },
        replace: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new SeedArgumentsWrong(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function seedOf(text: string | undefined): number {
  if (text === undefined) return 1;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 4_294_967_295)
    throw new SeedArgumentsWrong(`--seed “${text}” is no whole number from 0 to 4294967295`);
  return Number(text);
}

const earliest = Date.UTC(2018, 0, 1);
const latest = Date.UTC(2100, 0, 1);

function instantOf(text: string | undefined, now: number): number {
  if (text === undefined) return now;
  // Not whatever Date.parse takes: “5” is the year 2001 to it, and a time without a zone depends on this computer.
  const whole = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const instant = whole ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant))
    throw new SeedArgumentsWrong(
      `--until “${text}” is no instant such as 2026-11-01 or 2026-11-01T12:00:00Z`,
    );
  if (instant < earliest || instant > latest)
    throw new SeedArgumentsWrong(`--until “${text}” is not between 2018 and 2100`);
  return instant;
}

function tablesOf(text: string): readonly BusinessTable[] {
  return text.split(',').map((word) => {
    const name = word.trim();
    const table = businessTableNames.find((known) => known === name);
    if (table === undefined)
      throw new SeedArgumentsWrong(`--only: there is no table “${name}”: ${businessTableNames.join(', ')}`);
    return table;
  });
}
