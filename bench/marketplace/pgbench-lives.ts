import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ClientConfig } from 'pg';

const script = fileURLToPath(new URL('life-by-hand.sql', import.meta.url));

export type Lives = {
  readonly config: ClientConfig;
  readonly workspaceId: string;
  /** The first draft; each client takes its own `each` of those that follow. */
  readonly first: number;
  readonly clients: number;
  readonly each: number;
};

/**
 * Whole lives of orders by hand, with Postgres' own load generator. Milliseconds that its clients worked, connecting not counted.
 *
 * @throws when pgbench is not installed (Debian: postgresql-15, or any newer postgresql), or a statement failed
 */
export async function pgbenchLives({ config, workspaceId, first, clients, each }: Lives): Promise<number> {
  const variables = { first, each, n: 0, workspace: workspaceId };
  const child = spawn(
    'pgbench',
    [
      '--no-vacuum',
      '--protocol=prepared',
      '--jobs=2',
      `--client=${clients}`,
      `--transactions=${each}`,
      `--file=${script}`,
      ...Object.entries(variables).map(([name, value]) => `--define=${name}=${value}`),
    ],
    {
      env: {
        ...process.env,
        PGHOST: String(config.host),
        PGPORT: String(config.port),
        PGUSER: String(config.user),
        PGPASSWORD: String(config.password),
        PGDATABASE: String(config.database),
      },
    },
  );
  let told = '';
  child.stdout.on('data', (text: Buffer) => (told += text.toString()));
  child.stderr.on('data', (text: Buffer) => (told += text.toString()));
  const [code] = await once(child, 'close');
  const rate = Number(/tps = ([\d.]+)/.exec(told)?.[1]);
  const processed = Number(/actually processed: (\d+)/.exec(told)?.[1]);
  if (code !== 0 || processed !== clients * each || !(rate > 0)) throw new Error(`pgbench failed: ${told}`);
  return (processed / rate) * 1_000;
}
