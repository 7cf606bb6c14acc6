import { createHash } from 'node:crypto';

/**
 * The settings of the built-in server. `fsync` and `full_page_writes` stay on, as they are by default: what was
 * committed survives a power failure.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  random_page_cost: '1.1',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  idle_in_transaction_session_timeout: '60s',
  tcp_keepalives_idle: '30',
  // Terse: a detail line repeats the values of the row, which may be private.
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
};

/** Command line of `postgres`, and a print of it by which a server that is already running is compared. */
export function serverArguments(clusterDir: string, port: number, programVersion: string): readonly string[] {
  const all = Object.entries({ ...settings, 'opsdeck.launch': launchPrint(programVersion) });
  return [
    '-D',
    clusterDir,
    '-p',
    String(port),
    ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Equal for servers that were started by the same program with the same settings. */
export function launchPrint(programVersion: string): string {
  return createHash('sha256')
    .update(JSON.stringify([programVersion, settings]))
    .digest('hex')
    .slice(0, 16);
}
