import { type ClientConfig, defaults } from 'pg';
import { OpsdeckError } from '#contract/errors.ts';
import type { BackendTarget } from './backend-error.ts';

/** How to reach one database. Its password is in `clientConfig` only, which is made anew for each connection. */
export type ConnectionSettings = {
  readonly target: BackendTarget;
  clientConfig(): ClientConfig;
};

const common = {
  application_name: 'opsdeck',
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 10_000,
} as const;

/**
 * Reads a `postgres://` address.
 *
 * @throws OpsdeckError CONFIG_INVALID when it is none; the text does not repeat the address, which may hold a password.
 */
export function settingsFromUrl(databaseUrl: string): ConnectionSettings {
  // Not `new URL` alone: its error repeats the whole address.
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new OpsdeckError('CONFIG_INVALID', {
      key: 'DATABASE_URL',
      source: 'the configuration',
      problem: 'must look like postgres://user:password@host:5432/database',
    });
  }
  const host = url.hostname || url.searchParams.get('host') || 'localhost';
  const user = decodeURIComponent(url.username) || url.searchParams.get('user') || defaults.user || '';
  const database = decodeURIComponent(url.pathname.slice(1)) || user;
  const seconds = Number(url.searchParams.get('connect_timeout'));
  const patience = seconds > 0 ? { connectionTimeoutMillis: seconds * 1_000 } : {};
  return {
    target: { address: `${host}:${url.port || '5432'}/${database}`, user },
    clientConfig: () => ({ ...common, ...patience, connectionString: databaseUrl }),
  };
}

export type ConnectionParts = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
};

/** Settings whose parts may change while the program runs: the built-in server can come back on another port. */
export function settingsFromParts(parts: () => ConnectionParts): ConnectionSettings {
  return {
    get target() {
      const { host, port, database, user } = parts();
      return { address: `${host}:${port}/${database}`, user };
    },
    clientConfig: () => ({ ...common, ...parts() }),
  };
}
